import { hasTimerDescriptor } from '../kernel/descriptors.js';
import type { ProcessTree } from '../kernel/process-tree.js';
import type { SleepingCall, TreeReading } from '../kernel/readings.js';
import { quietBetween } from '../kernel/rules.js';
import { sleepsFor } from '../kernel/system-calls.js';

/** Which sleeps end by themselves: who has a clock could come by and look, who has none must be woken. */

/** Longest sleep whose end is waited for, to learn whether a program asks again by itself, ms. */
export const LONGEST_POLL_MS = 12_000;

/**
 * The end of a quiet moment that begins with `settled` and in which nobody has a clock: no sleep ends by itself, or
 * only by a timer longer than any poll that is waited for, such as a deadline. What moves after it has been woken from
 * outside. Null when there is none. `calls`: what the threads sleep in, in their order.
 */
export function clocklessAfter(
  settled: TreeReading,
  calls: readonly (SleepingCall | null)[],
  tree: ProcessTree,
): TreeReading | null {
  if (calls.includes(null) || haveClock(calls) || holdsTimers(settled)) return null;
  const again = tree.read();
  return quietBetween(settled, again) ? again : null;
}

/**
 * Whether one of these sleeps ends by itself soon enough to be somebody's poll. They count together: of seven of 12.6 s
 * that began one after the other, one ends every 1.8 s.
 */
export function haveClock(calls: readonly (SleepingCall | null)[]): boolean {
  const endsPerMs = calls.reduce((sum, call) => sum + (call ? 1 / (sleepsFor(call) ?? 0) : 0), 0);
  return endsPerMs >= 1 / LONGEST_POLL_MS;
}

/**
 * The earliest moment, as of `performance.now()`, at which one of the sleeps under way in `settled` can end by its clock; now
 * where it cannot be told, `Infinity` where nobody has a clock. `calls`: what the threads sleep in, in their order.
 */
export function earliestEnd(
  settled: TreeReading,
  calls: readonly (SleepingCall | null)[],
  tree: ProcessTree,
): number {
  if (holdsTimers(settled)) return settled.at;
  const ends = settled.threads.map(({ tid }, index) => {
    const call = calls[index];
    const ms = call ? sleepsFor(call) : Infinity;
    if (ms === null) return settled.at;
    return ms === Infinity ? Infinity : tree.unmovedSince(tid) + ms;
  });
  return Math.min(...ends);
}

export function holdsTimers({ threads }: TreeReading): boolean {
  return [...new Set(threads.map((thread) => thread.pid))].some(hasTimerDescriptor);
}
