import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Locale } from '../lab/bilingual.js';
import type { Exercise } from '../lab/exercise/exercise.js';
import { AuthoringError } from '../lab/authored/authoring-error.js';
import type { Gift } from '../lab/exercise/gifts.js';
import { defaultPeerScript, observedExercise } from '../lab/exercise/peer-script.js';
import { renderTimeline } from '../lab/picture/timeline-text.js';
import { renderObserved, sentenceOf } from '../lab/verdict/observed-text.js';
import { exitCodes, UsageError } from './exit-codes.js';
import { readSource, writePicture } from './grade.js';
import { openedLab } from './opened-lab.js';
import { randomSeed } from './seeds.js';
import { data, message, wantsColours } from './terminal.js';

export interface ObserveOptions {
  readonly export: string;
  /** What the default peer script gives the program. */
  readonly give: Gift;
  /** A file of scenes that takes the place of the default peer script. */
  readonly peer?: string;
  readonly picture?: string;
  readonly seed?: number;
  readonly locale: Locale;
  readonly json?: boolean;
}

/** `doorbell observe`: how does this program wait? The lab's own run, with nothing to pass or fail. */
export async function observe(file: string, options: ObserveOptions, signal: AbortSignal): Promise<number> {
  const source = await readSource(file);
  const exercise = await scriptFor(options, source);
  const lab = await openedLab(1);
  try {
    if (!options.json) message(`observing ${basename(file)} …`);
    const seed = options.seed ?? randomSeed();
    const report = await lab.run({ exercise, source, unchecked: true, seed, signal });
    const name = basename(file);
    if (options.json) data(`${JSON.stringify(report)}\n`);
    else {
      data(renderObserved(report, name, options.locale, { colours: wantsColours() }));
      if (report.timeline.length > 0) data(`\n${renderTimeline(report, options.locale)}`);
    }
    if (options.picture !== undefined) {
      await writePicture(options.picture, { ...report, summary: sentenceOf(report) }, options.locale, name);
    }
    if (report.status === 'graded') return exitCodes.passed;
    return report.status === 'not-run' ? exitCodes.failed : exitCodes.unknown;
  } finally {
    await lab.close();
  }
}

async function scriptFor(
  { export: exported, give, peer }: ObserveOptions,
  source: string,
): Promise<Exercise> {
  const kit = /\bfrom\s*['"]posix['"]/.test(source) ? 'posix' : undefined;
  try {
    const text = peer === undefined ? defaultPeerScript(exported, give) : await readFile(peer, 'utf8');
    return observedExercise(peer ?? 'peer script', text, kit);
  } catch (error) {
    if (error instanceof AuthoringError) throw new UsageError(error.message);
    throw new UsageError(
      `cannot read ${peer ?? ''}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
