import type { Exercise, Solution } from './exercise/exercise.js';
import type { RunRequest } from './lab.js';
import { differences, type Difference } from './stated.js';
import type { Report } from './verdict/report.js';

export interface StatedSolution {
  readonly exercise: Exercise;
  readonly solution: Solution;
}

/** One solution run once, with retries where the host let nothing be seen. */
export interface CheckedRun extends StatedSolution {
  readonly seed: number;
  readonly differences: readonly Difference[];
  /** How many inconclusive runs were tried again. */
  readonly retried: number;
  /** Why they were inconclusive, in English. */
  readonly unproven: readonly string[];
  readonly report: Report;
}

export type Run = (request: RunRequest) => Promise<Report>;

/** An inconclusive run is tried again so many times, then it counts as not as stated. */
const retries = 2;

/** Runs one solution; an inconclusive run is repeated with the same seed, so that it is the same run. */
export async function checkOnce(
  { exercise, solution }: StatedSolution,
  seed: number,
  run: Run,
  signal?: AbortSignal,
): Promise<CheckedRun> {
  const unproven: string[] = [];
  for (let retried = 0; ; retried++) {
    const { source, prediction } = solution;
    const guessed = prediction?.guessed ?? null;
    const report = await run({ exercise, source, prediction: guessed, seed, ...(signal && { signal }) });
    if (report.status === 'inconclusive' && retried < retries) {
      unproven.push(...report.evidence.notes.map(({ en }) => en));
      continue;
    }
    return {
      exercise,
      solution,
      seed,
      retried,
      unproven,
      report,
      differences: differences(solution, exercise, report),
    };
  }
}
