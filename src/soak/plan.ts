import type { StatedSolution } from '../lab/check-solution.js';
import { Random } from '../lab/peer/random.js';

/** One run of the soak, known before anything has run: a soak that is taken up again goes on where it stopped. */
export interface PlannedRun {
  readonly index: number;
  readonly load: number;
  readonly name: string;
  /** Of the run itself, unsigned 32-bit. */
  readonly seed: number;
}

export function nameOf({ exercise, solution }: StatedSolution): string {
  return `${exercise.slug}/${solution.file}`;
}

/**
 * `runs` in all, shared evenly over the loads (the first ones take what is left over). Within a load the solutions
 * come in drawn orders, one after another, so that each has run as often as any other, give or take one.
 */
export function planRuns(
  runs: number,
  loads: readonly number[],
  seed: number,
  names: readonly string[],
): PlannedRun[] {
  const planned: PlannedRun[] = [];
  for (const [at, load] of loads.entries()) {
    const random = new Random(seed, at + 1);
    const count = Math.floor(runs / loads.length) + (at < runs % loads.length ? 1 : 0);
    let order: string[] = [];
    for (let n = 0; n < count; n += 1) {
      if (order.length === 0) order = random.shuffled(names);
      planned.push({ index: planned.length, load, name: order.pop() ?? '', seed: random.uint32() });
    }
  }
  return planned;
}
