import type { ProcessTree } from '../kernel/process-tree.js';
import type { TreeReading } from '../kernel/readings.js';
import { haveClock, holdsTimers } from './clocks.js';
import type { Sleepers } from './doubt.js';
import type { Habits } from './habits.js';

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
  const calls = tree.sleepingCalls(now.threads);
  const naps = habits.excusedNaps(now, calls);
  return {
    calls: calls.map((call) => call?.name ?? null),
    timed: habits.hiddenClock || haveClock(calls) || holdsTimers(now),
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
