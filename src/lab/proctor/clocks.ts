import { hasTimerDescriptor } from '../kernel/descriptors.js';
import type { ProcessTree } from '../kernel/process-tree.js';
import type { SleepingCall, TreeReading } from '../kernel/readings.js';
import { quietBetween } from '../kernel/rules.js';
import { sleepsFor } from '../kernel/system-calls.js';
import type { Sleepers } from './doubt.js';
import type { Habits } from './habits.js';

/** Which sleeps end by themselves: who has a clock could come by and look, who has none must be woken. */

/** Longest sleep whose end is waited for, to learn whether a program asks again by itself, ms. */
export const LONGEST_POLL_MS = 12_000;

/** As it was before an arrival: its threads in a quiet moment, and the last number given out when it came. */
export type Before = Pick<TreeReading, 'threads' | 'lastPid'>;

/**
 * In what a tree sleeps that is all asleep: whether a timer is armed, whether it may be in the midst of something, and the
 * calls of its threads by name, in the order of `now`.
 */
export function sleepersIn(
  before: Before,
  now: TreeReading,
  tree: ProcessTree,
  habits: Habits,
): Sleepers & { readonly calls: readonly (string | null)[] } {
  const calls = now.threads.map((thread) => tree.sleepingCall(thread.pid, thread.tid));
  const naps = habits.excusedNaps(now, calls);
  return {
    calls: calls.map((call) => call?.name ?? null),
    timed:
      habits.hiddenClock || calls.some((call) => call && sleepsFor(call) !== Infinity) || holdsTimers(now),
    settled: (habits.givesBirth || sameProcesses(before, now)) && naps === null,
    naps,
  };
}

/**
 * Nothing was started since, and no process is gone: the kernel closes a dead process's descriptors in its own time. A
 * thread that has ended leaves nothing behind that could still wake anybody; whoever joins it was woken before it went.
 */
function sameProcesses(before: Before, now: TreeReading): boolean {
  const pids = ({ threads }: Before) => new Set(threads.map((thread) => thread.pid));
  return before.lastPid === now.lastPid && pids(before).size === pids(now).size;
}

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
