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
 * outside. Null when there is none.
 */
export function clocklessAfter(settled: TreeReading, tree: ProcessTree): TreeReading | null {
  const calls = settled.threads.map((thread) => tree.sleepingCall(thread.pid, thread.tid));
  if (calls.some((call) => !call || hasClock(call)) || holdsTimers(settled)) return null;
  const again = tree.read();
  return quietBetween(settled, again) ? again : null;
}

/** A sleep that ends by itself soon enough to be somebody's poll. */
export function hasClock(call: SleepingCall | null): boolean {
  return call !== null && (sleepsFor(call) ?? 0) <= LONGEST_POLL_MS;
}

export function holdsTimers({ threads }: TreeReading): boolean {
  return [...new Set(threads.map((thread) => thread.pid))].some(hasTimerDescriptor);
}
