import { stringify } from 'yaml';
import { z } from 'zod';
import { AuthoringError } from '../../lab/authored/authoring-error.js';
import { readYaml } from '../../lab/authored/read-yaml.js';
import type { Locale } from '../../lab/bilingual.js';
import type { Question } from '../question.js';
import { differences } from './differences.js';
import { whyOneLanguage } from './carry.js';
import { atLine, type Arrived, type Draft, type Format, type Refusal } from './format.js';
import { otherLocale } from './plain.js';
import { publicYaml } from './public-yaml.js';
import { Slugs } from './slugs.js';

/**
 * Doorbell’s own form: each question as a file of `seed/questions`, several of them as documents of one YAML stream.
 * Everything comes along. Read through `readYaml`, document by document, so that its limits hold for each.
 */
export const yamlFormat: Format = {
  name: 'yaml',
  mediaType: 'application/yaml',
  extension: 'yaml',
  read,
  write: (questions, locale) => ({
    content: questions.map((question) => questionYaml(inLanguage(question, locale))).join('---\n'),
    reports: questions.map((question) => ({
      slug: question.slug,
      losses:
        locale === null || differences(question, inLanguage(question, locale)).length === 0
          ? []
          : [{ fields: [otherLocale(locale)], why: whyOneLanguage[locale] }],
    })),
  }),
  writePublic: publicYaml,
};

/** One question as a file. */
export function questionYaml(content: object): string {
  return stringify(content, { lineWidth: 110, blockQuote: 'literal', aliasDuplicateObjects: false });
}

/** Characters of one document; the longest question of the bank has a fifth of them. */
const longest = 64 << 10;
const whyLong = {
  en: 'is longer than 64 Ki characters; no question is',
  'zh-CN': '超过 64 Ki 字符；没有这么长的题目',
};

/** Of one document; whoever mends the first ones sees the next. */
const mostProblems = 20;

/** Most documents in one stream. */
const mostDocuments = 1000;

function read(text: string): Arrived {
  const arrivals: Arrived['arrivals'][number][] = [];
  const refusals: Refusal[] = [];
  const slugs = new Slugs();
  const documents = documentsOf(text);
  if (documents.length > mostDocuments) return { arrivals, refusals: [tooMany(documents.length)] };
  for (const { line, text: document } of documents) {
    const place = atLine(line);
    if (document.length > longest) {
      refusals.push({ place, why: whyLong });
      continue;
    }
    try {
      const { value } = readYaml('question', document, contentSchema);
      const { slug: given, ...content } = value;
      const slug = slugs.next(given, document);
      arrivals.push({ place, draft: { slug, ...content }, losses: [] });
    } catch (error) {
      if (!(error instanceof AuthoringError)) throw error;
      for (const problem of error.problems.slice(0, mostProblems)) {
        const message = problem.path ? `${problem.path}: ${problem.message}` : problem.message;
        refusals.push({
          place: atLine(line + (problem.line ?? 1) - 1),
          // The words of the schema are English everywhere authors read them.
          why: { en: message, 'zh-CN': message },
        });
      }
    }
  }
  return { arrivals, refusals };
}

const contentSchema = z.looseObject({
  slug: z
    .string()
    .regex(/^[a-z][a-z0-9-]{2,62}$/)
    .optional(),
});

/** `---` at the beginning of a line always begins a document; inside a question’s texts lines are indented. */
function documentsOf(text: string): { line: number; text: string }[] {
  const documents: { line: number; lines: string[] }[] = [{ line: 1, lines: [] }];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^---(\s|$)/.test(line)) documents.push({ line: index + 2, lines: [line.slice(3)] });
    else documents.at(-1)?.lines.push(line);
  }
  return documents
    .map(({ line, lines }) => ({ line, text: lines.join('\n') }))
    .filter((document) => !/^\s*(#.*\s*)*$/.test(document.text));
}

function tooMany(count: number): Refusal {
  return {
    place: atLine(1),
    why: {
      en: `holds ${count} documents; at most ${mostDocuments} are read at once`,
      'zh-CN': `共有 ${count} 个文档，一次最多读取 ${mostDocuments} 个`,
    },
  };
}

function inLanguage(question: Question, locale: Locale | null): Draft {
  return (locale === null ? question : without(question, otherLocale(locale))) as unknown as Draft;
}

function without(value: unknown, locale: Locale): unknown {
  if (Array.isArray(value)) return value.map((each) => without(each, locale));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => (key === locale ? [] : [[key, without(each, locale)]])),
  );
}
