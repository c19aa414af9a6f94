import type { ProcessTree } from '../kernel/process-tree.js';
import type { SleepingCall } from '../kernel/readings.js';
import { isAsleep } from '../kernel/rules.js';
import { isNap, sleepsFor } from '../kernel/system-calls.js';
import { TimerSlack } from '../kernel/timer-slack.js';
import { LONGEST_POLL_MS } from './clocks.js';
import type { Habits } from './habits.js';
import { WINDOW_MS } from './pacing.js';
import type { Program } from './program.js';

/** How much longer than asked a sleep may last that begins just after an arrival, ms: time for many looks at the tree. */
export const STRETCH_MS = 100;

/** How long a thread is looked at without a pause, ms: several of the shortest periods, which no pause would hit. */
const STARE_MS = 12;

/** The same of one whose sleeps are longer than `SHORT_MS`, ms. */
const GLANCE_MS = 2;

/** A sleep counts as just begun if the look before the one that shows it was no longer ago, ms. */
const JUST_MS = 2;

/** A sleep as short as this may be over before the bytes are dealt with, ms. */
const SHORT_MS = 3;

/**
 * libuv's timers count whole milliseconds of CLOCK_MONOTONIC: one of 1 ms set late in a millisecond is due at once. A
 * sleep that began in this part of it has most of what it was asked for before it.
 */
const EARLY = { from: 0.12, to: 0.4 };

/**
 * For programs that move in the silence: makes a poller's escape from a round improbable, and touches nobody else. A poller
 * escapes when it looks after an arrival before all could be seen asleep. So the arrival comes when a sleep by the clock has
 * just begun, and sleeps by the clock that begin after it are given a large timer slack: if the bytes wake a thread that then
 * tells nobody, it lies still for long enough to be seen. An event wakes it as promptly as ever, so who is told by one tells.
 *
 * The times here only choose a moment, or how long one lasts. They fail nobody.
 */
export class Ticking {
  readonly #tree: ProcessTree;
  readonly #habits: Habits;
  #slack: TimerSlack | null = null;
  #relaxed = -Infinity;

  constructor({ tree, habits }: Pick<Program, 'tree' | 'habits'>) {
    this.#tree = tree;
    this.#habits = habits;
  }

  /** Resolves when one that sleeps by a clock has just begun to again; also when none does so for a whole window. */
  async justAsleep(): Promise<void> {
    const sleepers = this.#tree.threads.filter(
      ({ pid, tid }) => this.#clockOf(this.#tree.sleepingCall(pid, tid)) !== null,
    );
    this.#slack = new TimerSlack(sleepers.map(({ tid }) => tid));
    if (sleepers.length === 0) return;
    const counts = new Map(sleepers.map(({ tid }) => [tid, this.#tree.readThread(tid)?.voluntary ?? 0]));
    const started = performance.now();
    let [looked, stareUntil] = [started, started + GLANCE_MS];
    while (performance.now() - started < WINDOW_MS) {
      const before = looked;
      looked = performance.now();
      for (const { pid, tid } of sleepers) {
        const now = this.#tree.readThread(tid);
        if (!now || !isAsleep(now) || now.voluntary === counts.get(tid)) continue;
        counts.set(tid, now.voluntary);
        const ms = this.#clockOf(this.#tree.sleepingCall(pid, tid)) ?? 0;
        if (ms <= SHORT_MS) stareUntil = Math.max(stareUntil, started + STARE_MS);
        if (looked - before < JUST_MS && (ms > SHORT_MS || isEarly())) return;
      }
      if (looked < stareUntil) continue;
      await pause();
      stareUntil = performance.now() + GLANCE_MS;
    }
  }

  /** From now on, until `relax`. */
  stretch(): void {
    this.#slack?.set(STRETCH_MS);
  }

  /** For all there are: a thread or a process made in between has its maker's slack. */
  relax(): void {
    this.#slack?.close();
    this.#slack = null;
    const all = new TimerSlack(this.#tree.read().threads.map(({ tid }) => tid));
    all.setUsual();
    all.close();
    this.#relaxed = performance.now();
  }

  /** Whether a nap that began while sleeps were stretched may still last: it says nothing of how its thread waits. */
  get mayStillStretch(): boolean {
    return performance.now() - this.#relaxed < 2 * STRETCH_MS;
  }

  /**
   * Milliseconds after which this sleep ends by itself; null for one that does not, and for a nap that is no habit. One on
   * its way, and a nap by habit, count as short.
   */
  #clockOf(call: SleepingCall | null): number | null {
    if (call === null) return 0;
    if (isNap(call)) return this.#habits.naps ? 0 : null;
    const ms = sleepsFor(call) ?? LONGEST_POLL_MS;
    return ms > LONGEST_POLL_MS ? null : ms;
  }
}

function isEarly(): boolean {
  const ofMillisecond = (process.hrtime()[1] % 1e6) / 1e6;
  return ofMillisecond >= EARLY.from && ofMillisecond < EARLY.to;
}

async function pause(): Promise<void> {
  await new Promise<void>((resolve) => {
    setTimeout(resolve, 1);
  });
}
