import { writeFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import { type Locale } from '../lab/bilingual.js';
import { AuthoringError } from '../lab/authored/authoring-error.js';
import type { FormatName, Written } from '../questions/formats/format.js';
import { formats } from '../questions/formats/formats.js';
import { loadQuestionBank } from '../questions/load-questions.js';
import type { Question } from '../questions/question.js';
import { exercisesFolder } from './clone.js';
import { exitCodes, UsageError } from './exit-codes.js';
import { questionCount, reportLines } from './loss-report.js';
import { publicExercises } from './public-exercises.js';
import { data, message } from './terminal.js';

export interface BankExportOptions {
  readonly format: FormatName;
  readonly locale?: Locale;
  readonly public?: boolean;
  readonly out?: string;
  readonly seed: string;
}

/**
 * `doorbell bank export`: the questions to stdout or a file, the report of losses to stderr.
 *
 * @throws UsageError when a question does not exist, the format has no public form, or a zip has no file to go to
 */
export async function bankExport(slugs: readonly string[], options: BankExportOptions): Promise<number> {
  const format = formats[options.format];
  const write = options.public === true ? format.writePublic : format.write;
  if (write === null)
    throw new UsageError(
      `a question in ${format.name} cannot be without its key; for --public use yaml, text or qti`,
    );
  if (options.out === undefined && format.mediaType === 'application/zip')
    throw new UsageError(`${format.name} is an archive; say where it goes with --out FILE.zip`);
  const written = write(await selected(slugs, options.seed), options.locale ?? null);
  const content = await withExercises(written.content, slugs, options);
  if (options.out === undefined) data(String(content));
  else await toFile(options.out, content);
  const lines = written.reports.flatMap(({ slug, losses }) => reportLines(slug, losses));
  if (lines.length > 0) message(lines.join('\n'));
  message(summary(written, options.out));
  return exitCodes.passed;
}

async function selected(slugs: readonly string[], seed: string): Promise<readonly Question[]> {
  const { questions } = await loadQuestionBank(seed).catch((error: unknown) => {
    if (error instanceof AuthoringError) throw new UsageError(error.message);
    throw error;
  });
  if (slugs.length === 0) return questions;
  return [...new Set(slugs)].map((slug) => {
    const question = questions.find((each) => each.slug === slug);
    if (question) return question;
    throw new UsageError(`there is no question “${slug}”; doorbell bank export --format text shows them all`);
  });
}

/** The whole bank in public has its exercises, too, in the one format that can say what they are. */
async function withExercises(
  content: Written['content'],
  slugs: readonly string[],
  { format, locale, public: isPublic }: BankExportOptions,
): Promise<Written['content']> {
  if (isPublic !== true || format !== 'yaml' || slugs.length > 0) return content;
  const exercises = await publicExercises(exercisesFolder, locale ?? null);
  const documents = exercises.map((each) => stringify(each, { lineWidth: 110, blockQuote: 'literal' }));
  return [String(content), ...documents].join('---\n');
}

async function toFile(file: string, content: Written['content']): Promise<void> {
  await writeFile(file, content).catch((error: unknown) => {
    throw new UsageError(
      `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
}

function summary({ reports }: Written, out: string | undefined): string {
  const left = reports.filter(({ losses }) => losses.some(({ fields }) => fields.includes('*'))).length;
  const whole = reports.filter(({ losses }) => losses.length === 0).length;
  return `${questionCount(reports.length - left)} written${out === undefined ? '' : ` to ${out}`}; ${whole} of them whole, ${reports.length - whole - left} with losses, ${left} left out`;
}
