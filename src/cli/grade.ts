import { readFile, writeFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import type { Locale } from '../lab/bilingual.js';
import type { Exercise } from '../lab/exercise/exercise.js';
import { programOf } from '../lab/exercise/programs.js';
import { renderPicture } from '../lab/picture/picture.js';
import { renderSyscalls } from '../lab/picture/syscalls-text.js';
import { renderTimeline } from '../lab/picture/timeline-text.js';
import type { Mechanism, Report } from '../lab/verdict/report.js';
import { renderReport } from '../lab/verdict/report-text.js';
import { exerciseNamed } from './exercises.js';
import { exitCodes, UsageError } from './exit-codes.js';
import { openedLab } from './opened-lab.js';
import { laterSeed, randomSeed } from './seeds.js';
import { data, message, wantsColours } from './terminal.js';

export interface GradeOptions {
  readonly exercise: string;
  readonly exercises: string;
  readonly seed?: number;
  readonly predict?: Mechanism;
  readonly program?: string;
  readonly locale: Locale;
  readonly repeat: number;
  readonly json?: boolean;
  readonly timeline?: boolean;
  readonly syscalls?: boolean;
  /** File to write the picture to. */
  readonly picture?: string;
}

/** `doorbell grade`: the lab alone, no server, no database. */
export async function grade(
  file: string | undefined,
  options: GradeOptions,
  signal: AbortSignal,
): Promise<number> {
  const exercise = await exerciseNamed(options.exercises, options.exercise);
  const source = await sourceOf(exercise, file, options);
  const seed = options.seed ?? randomSeed();
  const reports: Report[] = [];
  const lab = await openedLab(1);
  try {
    for (let n = 0; n < options.repeat; n++) {
      if (!options.json) message(`running ${exercise.slug} …`);
      const report = await lab.run({
        exercise,
        source,
        seed: laterSeed(seed, n),
        prediction: options.predict ?? null,
        signal,
      });
      reports.push(report);
      if (options.json) data(`${JSON.stringify(report)}\n`);
      else data(`${n > 0 ? '\n' : ''}${renderReport(report, options.locale, { colours: wantsColours() })}`);
      if (options.timeline && !options.json && report.timeline.length > 0)
        data(`\n${renderTimeline(report, options.locale)}`);
      if (options.syscalls && report.status === 'graded') {
        const { seed: drawn } = report;
        const syscalls = await lab.trace({ exercise, source, seed: drawn, signal });
        if (options.json) data(`${JSON.stringify(syscalls)}\n`);
        else data(`\n${renderSyscalls(syscalls, options.locale)}`);
      }
    }
  } finally {
    await lab.close();
  }
  const last = reports.at(-1);
  if (options.picture !== undefined && last) await writePicture(options.picture, last, options.locale);
  if (options.repeat > 1) {
    message(`${reports.filter((report) => report.passed).length} of ${options.repeat} runs passed`);
  }
  return exitCodeOf(reports);
}

/** The worst of all runs: unknown before failed, failed before passed. */
export function exitCodeOf(reports: readonly Pick<Report, 'status' | 'passed'>[]): number {
  if (reports.some(({ status }) => status === 'fault' || status === 'inconclusive')) return exitCodes.unknown;
  return reports.every(({ passed }) => passed) ? exitCodes.passed : exitCodes.failed;
}

/** @throws UsageError when it cannot be written there. */
export async function writePicture(
  file: string,
  report: Report,
  locale: Locale,
  headline?: string,
): Promise<void> {
  try {
    await writeFile(file, renderPicture(report, locale, headline));
  } catch (error) {
    throw new UsageError(`cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The file, or for a prediction the shipped program that it is about. */
async function sourceOf(
  exercise: Exercise,
  file: string | undefined,
  { predict, program: name }: GradeOptions,
): Promise<string> {
  if (exercise.kind === 'function') {
    if (name !== undefined) throw new UsageError(`${exercise.slug} has no programs to predict; give a file`);
    if (file === undefined) throw new UsageError('give the file to grade, - for standard input');
    return readSource(file);
  }
  if (file !== undefined) throw new UsageError(`${exercise.slug} takes no file: it asks for a prediction`);
  const program = programOf(exercise, name ?? null);
  if (program === null) {
    const names = (exercise.programs ?? []).map((each) => each.name).join(', ');
    throw new UsageError(`say by --program which one you predict: ${names}`);
  }
  if (predict === undefined) throw new UsageError('say first how it waits, by --predict; then it is run');
  return program.source;
}

export async function readSource(file: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = file === '-' ? Buffer.from(await readAll(process.stdin), 'utf8') : await readFile(file);
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UsageError(`${file} is not UTF-8 text; save it as UTF-8 and try again`);
  }
}
