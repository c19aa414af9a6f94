import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AuthoringError } from '../lab/authored/authoring-error.js';
import { readTextFile } from '../lab/authored/read-text-file.js';
import { pathText } from '../lab/authored/schema-problems.js';
import type { Locale } from '../lab/bilingual.js';
import type { Arrival, FormatName } from '../questions/formats/format.js';
import { formats } from '../questions/formats/formats.js';
import { languageOf } from '../questions/formats/language.js';
import { leftToWrite } from '../questions/formats/left-to-write.js';
import { questionYaml } from '../questions/formats/yaml-format.js';
import { loadDictionary, vocabularyOf } from '../questions/load-questions.js';
import { exitCodes, UsageError } from './exit-codes.js';
import { questionCount, reportLines } from './loss-report.js';
import { data, message } from './terminal.js';

export interface BankImportOptions {
  readonly format: FormatName;
  readonly locale?: Locale;
  readonly out?: string;
  readonly seed: string;
}

/**
 * `doorbell bank import`: one file per question for review, and for each what the source had that Doorbell has not,
 * and what the author has yet to write. Exit code 1 when something was refused; what could be read is written anyway.
 *
 * @throws UsageError when the file cannot be read, or the folder is not empty
 */
export async function bankImport(file: string, options: BankImportOptions): Promise<number> {
  const { read } = formats[options.format];
  if (read === null)
    throw new UsageError(
      `${options.format} is only written; it can be read as yaml, gift, moodle-xml or text`,
    );
  const text = await contentOf(file);
  const vocabulary = vocabularyOf(await authored(loadDictionary(options.seed)));
  if (options.out !== undefined) await emptyFolder(options.out);

  const locale = options.locale ?? languageOf(text);
  const { arrivals, refusals } = read(text, locale);
  for (const { place, draft, losses } of arrivals) {
    if (options.out !== undefined)
      await writeFile(join(options.out, `${draft.slug}.yaml`), questionYaml(draft), { flag: 'wx' });
    data(`${draft.slug} (${place.en})\n`);
    for (const line of reportLines('  does not come along', losses)) data(`${line}\n`);
    for (const line of toDo(draft, vocabulary)) data(`  to do: ${line}\n`);
  }
  for (const { place, why } of refusals) message(`refused: ${basename(file)}, ${place.en}: ${why.en}`);
  if (arrivals.length === 0 && refusals.length === 0) message(`there is no question in ${basename(file)}`);
  message(summary(arrivals.length, refusals.length, locale, options));
  return refusals.length > 0 || arrivals.length === 0 ? exitCodes.failed : exitCodes.passed;
}

/** Some thousand questions; the parsers take a few seconds for as much. */
const mostBytes = 4 << 20;

function contentOf(file: string): Promise<string> {
  return authored(readTextFile(file, file, 'is not there', mostBytes)).then((text) =>
    text.replace(/^\uFEFF/, ''),
  );
}

async function authored<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AuthoringError) throw new UsageError(error.message);
    throw error;
  }
}

/** Nothing of anybody's is written over. */
async function emptyFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    if ((await readdir(folder)).length === 0) return;
  } catch (error) {
    throw new UsageError(
      `${folder} cannot be used: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  throw new UsageError(`${folder} is not empty; name a new folder`);
}

/** What is left to write; the same thing at several places of a list is told once. */
function toDo(draft: Arrival['draft'], vocabulary: ReturnType<typeof vocabularyOf>): string[] {
  const counts = new Map<string, number>();
  for (const { path, message: text } of leftToWrite(draft, vocabulary)) {
    const place = pathText(path).replaceAll(/\[\d+\]/g, '[]');
    const line = place === '' ? text : `${place}: ${text}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts].map(([line, count]) => (count === 1 ? line : `${line} (${count} times)`));
}

function summary(taken: number, refused: number, locale: Locale, { format, out }: BankImportOptions): string {
  const language = format === 'yaml' ? '' : `, texts taken as ${locale}`;
  const where = out === undefined ? '; nothing is written without --out' : `, in ${out}`;
  return `${questionCount(taken)} read${where}${language}; ${refused} refused`;
}
