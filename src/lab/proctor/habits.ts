import type { ProcessTree } from '../kernel/process-tree.js';
import type { SleepingCall, TreeReading } from '../kernel/readings.js';
import { isNap } from '../kernel/system-calls.js';
import { haveClock, holdsTimers } from './clocks.js';

/**
 * Looks that found it, and their share of all, from which on it is a habit. A full silence has fifteen of them. What is there
 * less often than this is missing in one of sixteen rounds, with odds of a hundred to one.
 */
const HABIT = { looks: 8, share: 0.75 };

/**
 * What a program does while nothing is at hand. Two things excuse one that is seen all asleep and has told nobody (doubt.ts): a
 * thread that naps (nanosleep), as at a contended lock, and a process or thread that came or went on the way. Whoever does so
 * all the time, though nothing has come, is not excused by it: a nap or a birth put beside a poll has to be there at
 * every round, or one round shows the poll without it, and then it is there in the silence as well.
 *
 * Honest programs come nowhere near: of a worker that rings through shared memory, with heartbeats, about one look in a thousand
 * meets a nap; one that starts a helper for every message starts one between two rounds.
 */
export class Habits {
  readonly #tree: ProcessTree;
  readonly #naps = new Share();
  readonly #births = new Share();
  #hiddenClock = false;

  constructor(tree: ProcessTree) {
    this.#tree = tree;
  }

  /**
   * A look while nothing is at hand: does anybody nap? Says whether a sleep was seen that a clock will end. `calls`: what the
   * threads sleep in, for who has asked already. One that is up may be about to nap, or wait for a CPU to: that says neither,
   * or a busy host would make naps rarer than they are.
   */
  look(calls = this.#tree.sleepingCalls(this.#tree.threads)): boolean {
    const napping = calls.some(naps);
    if (napping || !calls.includes(null)) this.#naps.add(napping);
    return haveClock(calls);
  }

  /** It was proved to move in a silence. `clockless`: of the looks that found all of it asleep after it had moved, those without a clock. */
  moved(clockless: Share): void {
    if (clockless.isHabit && !holdsTimers(this.#tree.read())) this.#hiddenClock = true;
  }

  /**
   * It moves, and nobody has a clock. Then it has one that is not to be seen: timers of the kernel's own, as between Nagle's
   * algorithm and delayed acknowledgements (tcp(7)), ring every 40 ms for who asks for it.
   */
  get hiddenClock(): boolean {
    return this.#hiddenClock;
  }

  /** A while in which nothing was at hand: was anything started? */
  while(from: Pick<TreeReading, 'lastPid'>, to: Pick<TreeReading, 'lastPid'>): void {
    this.#births.add(from.lastPid !== to.lastPid);
  }

  /** Then its naps are a clock like any other. */
  get naps(): boolean {
    return this.#naps.isHabit;
  }

  get givesBirth(): boolean {
    return this.#births.isHabit;
  }

  /**
   * The naps under way that may be somebody's on the way to telling: the same text for as long as the same naps last, null when
   * there are none. `calls`: in the order of the threads.
   */
  excusedNaps({ threads }: TreeReading, calls: readonly (SleepingCall | null)[]): string | null {
    if (this.naps) return null;
    const napping = threads.filter((_, index) => naps(calls[index] ?? null));
    return napping.length === 0 ? null : napping.map(({ tid, voluntary }) => `${tid}:${voluntary}`).join();
  }
}

/** How many of the looks have met with something. */
export class Share {
  #of = 0;
  #met = 0;

  add(met: boolean): void {
    this.#of += 1;
    if (met) this.#met += 1;
  }

  get isHabit(): boolean {
    return this.#met >= HABIT.looks && this.#met >= HABIT.share * this.#of;
  }
}

function naps(call: SleepingCall | null): boolean {
  return call !== null && isNap(call);
}
