import { checkOnce, type CheckedRun, type Run, type StatedSolution } from '../lab/check-solution.js';
import { laterSeed } from './seeds.js';

export interface BankCheckCounts {
  readonly solutions: number;
  readonly runs: number;
  readonly asStated: number;
  readonly notAsStated: number;
  readonly retried: number;
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
