import { relative, join } from 'node:path';
import type { CheckedRun } from '../lab/check-solution.js';
import { checkBank, countsLine } from './bank-check.js';
import { exercisesWithSolutions } from './exercises.js';
import { exitCodes, UsageError } from './exit-codes.js';
import { startLoad } from './load.js';
import { openedLab } from './opened-lab.js';
import { restsOn } from './rests-on.js';
import { randomSeed } from './seeds.js';
import { data, message } from './terminal.js';

export interface BankCheckOptions {
  readonly exercises: string;
  readonly load: number;
  readonly repeat: number;
  readonly slots?: number;
  readonly starts?: number;
  readonly seed?: number;
}

/** `doorbell bank check`: every accepted and rejected solution must get its stated verdict. */
export async function bankCheck(
  slugs: string[],
  options: BankCheckOptions,
  signal: AbortSignal,
): Promise<number> {
  const solutions = await exercisesWithSolutions(options.exercises, slugs);
  if (solutions.length === 0) throw new UsageError('there are no solutions to check');
  const lab = await openedLab(options.slots, options.starts);
  const load = await startLoad(options.load);
  if (options.load > 0) message(`${options.load} endless loops run meanwhile`);
  try {
    const tally = new Tally(options.repeat, solutions.length);
    const counts = await checkBank({
      solutions,
      repeat: options.repeat,
      seed: options.seed ?? randomSeed(),
      slots: lab.slots,
      run: (request) => lab.run(request),
      onRun: (run) => {
        for (const line of mismatch(run, options.exercises)) data(`${line}\n`);
        tally.add(run);
      },
      signal,
    });
    data(`${countsLine(counts)}\n`);
    return counts.notAsStated === 0 ? exitCodes.passed : exitCodes.failed;
  } finally {
    await load.stop();
    await lab.close();
  }
}

function nameOf(run: CheckedRun): string {
  return `${run.exercise.slug}/${run.solution.file}`;
}

/** What was stated, what came, and the command that shows it again. */
export function mismatch(run: CheckedRun, exercises: string): string[] {
  if (run.differences.length === 0) return [];
  const { prediction } = run.solution;
  const what = prediction
    ? `--program ${prediction.program} --predict ${prediction.guessed}`
    : relative(process.cwd(), join(exercises, run.exercise.slug, run.solution.file));
  return [
    `✗ ${nameOf(run)}`,
    ...run.differences.map(({ what, stated, came }) => `    ${what}: stated ${stated}, came ${came}`),
    ...[run.report.summary, ...run.report.evidence.notes].map(({ en }) => `    ${en}`),
    ...restsOn(run.report).map((line) => `    ${line}`),
    `    again: doorbell grade ${what} --exercise ${run.exercise.slug} --seed ${run.seed}`,
  ];
}

/** On stderr: a line for each solution when all its runs are done, and one for each time round all of them. */
class Tally {
  readonly #runs = new Map<string, CheckedRun[]>();
  #rounds = 0;

  /** `solutions`: how many are each run `repeat` times. */
  constructor(
    readonly repeat: number,
    readonly solutions: number,
  ) {}

  add(run: CheckedRun): void {
    const name = nameOf(run);
    const runs = [...(this.#runs.get(name) ?? []), run];
    this.#runs.set(name, runs);
    this.#sayRound();
    if (runs.length < this.repeat) return;
    const good = runs.filter(({ differences }) => differences.length === 0).length;
    const retried = runs.reduce((sum, { retried: times }) => sum + times, 0);
    message(
      `${good === runs.length ? '✓' : '✗'} ${name}${this.repeat > 1 ? ` ${good}/${runs.length}` : ''}` +
        (retried > 0 ? ` (${retried} inconclusive retried)` : ''),
    );
    for (const why of runs.flatMap(({ unproven }) => unproven)) message(`    ${why}`);
  }

  #sayRound(): void {
    const runs = [...this.#runs.values()];
    const done = runs.length < this.solutions ? 0 : Math.min(...runs.map((each) => each.length));
    if (done <= this.#rounds || done === this.repeat) return;
    this.#rounds = done;
    message(`  round ${done} of ${this.repeat} is done`);
  }
}
