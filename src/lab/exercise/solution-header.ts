import { z } from 'zod';
import { dataPaths, mechanisms } from '../verdict/report.js';

/**
 * The promise at the top of a solution: comment lines `// key: value` before anything else. Other comment lines
 * among them are for the reader; the first line that is no comment ends the header.
 */
export interface SolutionHeader {
  readonly mechanism?: (typeof mechanisms)[number] | 'none';
  readonly dataPath?: (typeof dataPaths)[number];
  readonly status?: 'graded' | 'not-run';
  readonly fails?: readonly string[];
  readonly note?: string;
  /** Of an exercise of the kind `prediction`: which program, and the guess. */
  readonly program?: string;
  readonly predicts?: (typeof mechanisms)[number];
}

export interface HeaderProblem {
  readonly line: number;
  readonly message: string;
}

const fields = {
  mechanism: z.enum([...mechanisms, 'none']),
  'data-path': z.enum(dataPaths),
  status: z.enum(['graded', 'not-run']),
  fails: z
    .string()
    .transform((text) => text.split(',').map((id) => id.trim()))
    .pipe(z.array(z.string().regex(/^[a-z][a-z0-9-]*$/)).min(1)),
  note: z.string().min(1),
  program: z.string().min(1),
  predicts: z.enum(mechanisms),
};

type Key = keyof typeof fields;

/** Pure. Unknown keys are problems: a misspelt `fails` would promise nothing. */
export function parseSolutionHeader(source: string): { header: SolutionHeader; problems: HeaderProblem[] } {
  const found = new Map<Key, unknown>();
  const problems: HeaderProblem[] = [];
  const lines = source.replace(/^\ufeff/, '').split(/\r\n|[\n\r]/);
  for (const [index, text] of lines.entries()) {
    const comment = /^\/\/ ?(.*)$/.exec(text)?.[1];
    if (comment === undefined) break;
    const [, key, rest = ''] = /^([a-z][a-z-]*):(.*)$/.exec(comment) ?? [];
    if (key === undefined) continue;
    const value = rest.trim();
    const line = index + 1;
    if (!isKey(key)) {
      problems.push({
        line,
        message: `\`${key}\` is not known; a header has: ${Object.keys(fields).join(', ')}`,
      });
    } else if (found.has(key)) {
      problems.push({ line, message: `\`${key}\` is given twice; keep one` });
    } else {
      const parsed = fields[key].safeParse(value);
      if (parsed.success) found.set(key, parsed.data);
      else
        problems.push({
          line,
          message: `\`${key}\`: ${parsed.error.issues.map((issue) => issue.message).join('; ')}`,
        });
    }
  }
  const header = Object.fromEntries(
    [...found].map(([key, value]) => [key === 'data-path' ? 'dataPath' : key, value]),
  );
  return { header, problems };
}

function isKey(key: string): key is Key {
  return Object.hasOwn(fields, key);
}
