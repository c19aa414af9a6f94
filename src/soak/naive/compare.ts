import type { StatedSolution } from '../../lab/check-solution.js';
import { createCompiler } from '../../lab/typescript/compiler.js';
import type { NaiveLine } from '../journal.js';
import type { PlannedRun } from '../plan.js';
import { canPlay } from './verdict.js';
import { NaiveWorker } from './workers.js';

/** Ways of waiting that a naive grader means to catch; how often something was told it does not look at. */
const ofWaiting = ['blocking', 'busy-poll', 'timed-poll'];

/** What the naive grader can be asked for: every accepted solution, and the rejected ones that wait wrongly. */
export function comparable(solutions: readonly StatedSolution[]): StatedSolution[] {
  return solutions.filter(
    ({ exercise, solution }) =>
      canPlay(exercise) &&
      solution.status === 'graded' &&
      (solution.accepted || ofWaiting.includes(solution.mechanism ?? '')),
  );
}

export interface Comparison {
  readonly runs: readonly PlannedRun[];
  readonly solutions: ReadonlyMap<string, StatedSolution>;
  /** Runs under way at once. */
  readonly slots: number;
  /** The compiled naive/worker.js. */
  readonly script: string;
  readonly onRun: (line: NaiveLine) => void;
  readonly signal: AbortSignal;
}

/** Runs the naive grader over these, under whatever load there is. */
export async function compareNaively({
  runs,
  solutions,
  slots,
  script,
  onRun,
  signal,
}: Comparison): Promise<void> {
  const compiler = await createCompiler();
  const workers: NaiveWorker[] = [];
  const queue = [...runs];
  const work = async (worker: NaiveWorker): Promise<void> => {
    for (let run = queue.shift(); run !== undefined; run = queue.shift()) {
      signal.throwIfAborted();
      const stated = solutions.get(run.name);
      if (!stated) throw new Error(`there is no solution ${run.name}`);
      const { exercise, solution } = stated;
      const compiled = await compiler.compile({
        source: solution.source,
        types: exercise.types,
        exportName: exercise.export,
      });
      if (!compiled.ok) throw new Error(`${run.name} does not compile`);
      const { passed, why } = await worker.run({
        scenes: exercise.scenes,
        export: exercise.export,
        javascript: compiled.javascript,
        seed: run.seed,
      });
      const { index, load, name } = run;
      onRun({ kind: 'naive', index, load, name, accepted: solution.accepted, passed, why });
    }
  };
  try {
    for (let n = 0; n < Math.min(slots, runs.length); n += 1) workers.push(await NaiveWorker.start(script));
    await Promise.all(workers.map(work));
  } finally {
    await Promise.all(workers.map((worker) => worker.close()));
    await compiler.close();
  }
}
