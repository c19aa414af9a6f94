import type { ThreadReading, TreeReading } from './readings.js';

/**
 * The rules of proof, as pure functions of readings.
 *
 * *Quiet window*: every thread asleep at both ends, the same threads, no counter moved, nothing forked.
 * `voluntary_ctxt_switches` rises whenever a thread goes to sleep, so a thread found asleep twice with the
 * same count slept without a break from the first look to the second. Then all slept at one instant: the end
 * of the first reading.
 *
 * *Asleep and untold*: such a pair of readings after an arrival, and no word from the program in our receive
 * queue when it is read after the second. Nobody was told because of that arrival.
 *
 * *Ignored arrival*: bytes still in the program's receive queue, and every thread asleep with its counters as
 * they were before the send. Delivery on loopback wakes a waiter as it queues the bytes (measured by
 * `doorbell doctor` on each host), so nobody was waiting for them.
 */

/** Asleep, or stopped by a signal (signal(7)): neither runs nor wants to, until something wakes it. */
export function isAsleep(thread: ThreadReading): boolean {
  return thread.state === 'S' || thread.state === 'T';
}

function unmoved(before: ThreadReading, after: ThreadReading): boolean {
  return (
    before.tid === after.tid &&
    before.pid === after.pid &&
    before.voluntary === after.voluntary &&
    before.involuntary === after.involuntary &&
    before.slices === after.slices &&
    before.cpuNs === after.cpuNs
  );
}

/** True when every thread slept, without a break, from the end of `before` to the start of `after`. */
export function quietBetween(before: TreeReading, after: TreeReading): boolean {
  return (
    before.lastPid === after.lastPid &&
    before.threads.length === after.threads.length &&
    after.threads.length > 0 &&
    before.threads.every((thread, index) => {
      const later = after.threads[index];
      return later !== undefined && isAsleep(thread) && isAsleep(later) && unmoved(thread, later);
    })
  );
}

/** Times a thread of the tree went to sleep between two readings, threads that came or went left out. */
export function wakeUps(before: TreeReading, after: TreeReading): number {
  return sumOverThreads(before, after, (a, b) => Math.max(0, b.voluntary - a.voluntary));
}

/** Milliseconds of CPU the tree used between two readings; a thread made in between counts in full. */
export function cpuMs(before: TreeReading, after: TreeReading): number {
  const known = new Map(before.threads.map((thread) => [thread.tid, thread]));
  return (
    after.threads.reduce((sum, thread) => sum + (thread.cpuNs - (known.get(thread.tid)?.cpuNs ?? 0)), 0) / 1e6
  );
}

function sumOverThreads(
  before: TreeReading,
  after: TreeReading,
  of: (a: ThreadReading, b: ThreadReading) => number,
): number {
  const later = new Map(after.threads.map((thread) => [thread.tid, thread]));
  return before.threads.reduce((sum, thread) => {
    const now = later.get(thread.tid);
    return now ? sum + of(thread, now) : sum;
  }, 0);
}

export function threadOf(reading: TreeReading, tid: number): ThreadReading | undefined {
  return reading.threads.find((thread) => thread.tid === tid);
}

/** A thread slept, without a break, from one reading to the next. */
export function sleptThrough(before: TreeReading, after: TreeReading, tid: number): boolean {
  const a = threadOf(before, tid);
  const b = threadOf(after, tid);
  return a !== undefined && b !== undefined && isAsleep(a) && isAsleep(b) && unmoved(a, b);
}

/** Share of its time a runnable thread must have spent on, or waiting for, a CPU to count as spinning. */
const SPIN_SHARE = 0.85;

/** CPU a thread must burn without ever sleeping before it is a spin and not the tail of a start-up or a collection. */
export const SPIN_CPU_MS = 2_000;

/** The same for all threads together, which may take turns: a collection keeps several busy at once. */
const TREE_SPIN_FACTOR = 3;

/**
 * Threads and processes made since a watch began, before the silence counts as a spin: each Node makes 11, and a
 * submission may have 96 at a time, so most of these are no more. Looking again by ever new children is a poll.
 */
const SPIN_BIRTHS = 200;

/** Windows that showed wake-ups and nobody runnable, before a silence counts as “moving”. */
export const MOVING_WINDOWS = 15;

/**
 * Follows a silence, reading by reading, until it is quiet, moving, or a spin.
 *
 * A spin is one thread that wants a CPU all the time for `SPIN_CPU_MS` of its own CPU time: CPU, not
 * wall-clock time, so a loaded host only makes the proof take longer. (Dropping a heap of three million objects
 * kept threads moving for 1.5 s in all, idle host, spread over the collector's threads.) Moving is a number of windows
 * with wake-ups in which nobody was runnable at the end: a starved thread cannot add to it while it waits for a CPU.
 * Threads that take turns at spinning spin together, and where they leave pauses they move; children made one after
 * another, each too short-lived to be caught at it, spin too.
 */
export class SilenceWatch {
  #previous: TreeReading;
  readonly #first: TreeReading;
  readonly #spinCpuMs: number;
  readonly #treeSpinCpuMs: number;
  readonly #movingLimit: number;
  #treeCpuMs = 0;
  #treeWantedMs = 0;
  #births = 0;
  readonly #runnable = new Map<number, { since: ThreadReading; at: number }>();
  quietWindows = 0;
  movingWindows = 0;
  runnableWindows = 0;

  /**
   * `spinCpuMs`: less than `SPIN_CPU_MS` only where a spin has been proved before. `movingLimit`: more than
   * `MOVING_WINDOWS` where the windows are shorter than those it is meant for.
   */
  constructor(first: TreeReading, spinCpuMs = SPIN_CPU_MS, movingLimit = MOVING_WINDOWS) {
    this.#spinCpuMs = spinCpuMs;
    this.#treeSpinCpuMs = TREE_SPIN_FACTOR * spinCpuMs;
    this.#movingLimit = movingLimit;
    this.#first = first;
    this.#previous = first;
    this.#follow(first);
  }

  /** What the windows so far amount to. */
  add(reading: TreeReading): 'quiet' | 'moving' | 'spin' | 'undecided' {
    const quiet = quietBetween(this.#previous, reading);
    const anyoneRunnable = reading.threads.some((thread) => !isAsleep(thread));
    this.#treeCpuMs += cpuMs(this.#previous, reading);
    this.#treeWantedMs += wantedMs(this.#previous, reading);
    this.#births += Math.max(0, reading.lastPid - this.#previous.lastPid);
    this.#previous = reading;
    this.#follow(reading);
    if (quiet) {
      this.quietWindows += 1;
      return 'quiet';
    }
    if (anyoneRunnable) this.runnableWindows += 1;
    else this.movingWindows += 1;
    if (this.#spinner(reading) || this.#treeSpins(reading) || this.#births >= SPIN_BIRTHS) return 'spin';
    const moves = this.movingWindows >= this.#movingLimit || this.#treeCpuMs >= this.#treeSpinCpuMs;
    return moves ? 'moving' : 'undecided';
  }

  /** CPU of all threads since the watch began, also of those that have ended since, as far as they were seen. */
  get treeCpuMs(): number {
    return this.#treeCpuMs;
  }

  /** Wake-ups and CPU since the watch began. */
  totals(): { wakeUps: number; cpuMs: number } {
    return { wakeUps: wakeUps(this.#first, this.#previous), cpuMs: cpuMs(this.#first, this.#previous) };
  }

  /** The same of one thread. */
  totalsOf(tid: number): { wakeUps: number; cpuMs: number } {
    const [before, now] = [threadOf(this.#first, tid), threadOf(this.#previous, tid)];
    if (!before || !now) return { wakeUps: 0, cpuMs: 0 };
    return { wakeUps: now.voluntary - before.voluntary, cpuMs: (now.cpuNs - before.cpuNs) / 1e6 };
  }

  /** A thread is followed from the first look that found it runnable, for as long as it goes on wanting a CPU. */
  #follow(reading: TreeReading): void {
    const threads = new Map(reading.threads.map((thread) => [thread.tid, thread]));
    for (const [tid, { since, at }] of this.#runnable) {
      const now = threads.get(tid);
      const idle = now && isAsleep(now) && wantedShare(since, now, reading.at - at) < SPIN_SHARE;
      if (!now || idle) this.#runnable.delete(tid);
    }
    for (const thread of reading.threads) {
      if (!isAsleep(thread) && !this.#runnable.has(thread.tid)) {
        this.#runnable.set(thread.tid, { since: thread, at: reading.at });
      }
    }
  }

  #treeSpins(reading: TreeReading): boolean {
    const share = this.#treeWantedMs / Math.max(reading.at - this.#first.at, 1);
    return this.#treeCpuMs >= this.#treeSpinCpuMs && share >= SPIN_SHARE;
  }

  #spinner(reading: TreeReading): boolean {
    for (const { since, at } of this.#runnable.values()) {
      const now = threadOf(reading, since.tid);
      if (!now) continue;
      const onCpu = (now.cpuNs - since.cpuNs) / 1e6;
      if (onCpu >= this.#spinCpuMs && wantedShare(since, now, reading.at - at) >= SPIN_SHARE) return true;
    }
    return false;
  }
}

/** Milliseconds the tree's threads were on a CPU or waited for one between two readings. */
function wantedMs(before: TreeReading, after: TreeReading): number {
  return cpuMs(before, after) + waitMs(before, after);
}

/** Milliseconds that threads stood in line for a CPU between two readings, all together; of threads that came or went nothing. */
export function waitMs(before: TreeReading, after: TreeReading): number {
  return sumOverThreads(before, after, (a, b) => b.waitNs - a.waitNs) / 1e6;
}

/** Share of `ms` that a thread spent on a CPU or runnable and waiting for one. */
function wantedShare(since: ThreadReading, now: ThreadReading, ms: number): number {
  return (now.cpuNs - since.cpuNs + now.waitNs - since.waitNs) / 1e6 / Math.max(ms, 1);
}
