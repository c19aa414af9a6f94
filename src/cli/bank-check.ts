import type { Exercise, Solution } from '../lab/exercise/exercise.js';
import type { RunRequest } from '../lab/lab.js';
import type { Report } from '../lab/verdict/report.js';
import { laterSeed } from './seeds.js';
import { differences, type Difference } from './stated.js';

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
  readonly report: Report;
}

export interface BankCheckCounts {
  readonly solutions: number;
  readonly runs: number;
  readonly asStated: number;
  readonly notAsStated: number;
  readonly retried: number;
}

type Run = (request: RunRequest) => Promise<Report>;

/** An inconclusive run is tried again so many times, then it counts as not as stated. */
const retries = 2;

/** Runs one solution; an inconclusive run is repeated with the same seed, so that it is the same run. */
export async function checkOnce(
  { exercise, solution }: StatedSolution,
  seed: number,
  run: Run,
  signal?: AbortSignal,
): Promise<CheckedRun> {
  for (let retried = 0; ; retried++) {
    const { source, prediction } = solution;
    const guessed = prediction?.guessed ?? null;
    const report = await run({ exercise, source, prediction: guessed, seed, ...(signal && { signal }) });
    if (report.status === 'inconclusive' && retried < retries) continue;
    return {
      exercise,
      solution,
      seed,
      retried,
      report,
      differences: differences(solution, exercise, report),
    };
  }
}

export interface BankCheckRequest {
  readonly solutions: readonly StatedSolution[];
  readonly repeat: number;
  /** Of the first run; the n-th has `laterSeed(seed, n)`. */
  readonly seed: number;
  /** Runs under way at once. */
  readonly slots: number;
  readonly run: Run;
  readonly onRun: (run: CheckedRun) => void;
  readonly signal?: AbortSignal;
}

/** Every solution `repeat` times. Solutions are interleaved, so that no two runs of one follow each other. */
export async function checkBank(request: BankCheckRequest): Promise<BankCheckCounts> {
  const jobs = Array.from({ length: request.repeat }, () => request.solutions).flat();
  let next = 0;
  let asStated = 0;
  let retried = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < jobs.length; index = next++) {
      const job = jobs[index];
      if (job === undefined) return;
      request.signal?.throwIfAborted();
      const checked = await checkOnce(job, laterSeed(request.seed, index), request.run, request.signal);
      asStated += checked.differences.length === 0 ? 1 : 0;
      retried += checked.retried;
      request.onRun(checked);
    }
  };
  await Promise.all(Array.from({ length: Math.min(request.slots, jobs.length) }, worker));
  return {
    solutions: request.solutions.length,
    runs: jobs.length,
    asStated,
    notAsStated: jobs.length - asStated,
    retried,
  };
}

/** The last line of `doorbell bank check`. */
export function countsLine(counts: BankCheckCounts): string {
  return (
    `bank check: ${counts.solutions} solutions, ${counts.runs} runs, ${counts.asStated} as stated, ` +
    `${counts.notAsStated} not as stated, ${counts.retried} inconclusive retried`
  );
}
