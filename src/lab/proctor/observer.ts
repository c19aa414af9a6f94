import type { TreeReading } from '../kernel/readings.js';
import { MOVING_WINDOWS, quietBetween, SilenceWatch, SPIN_CPU_MS } from '../kernel/rules.js';
import { isNap, sleepsFor } from '../kernel/system-calls.js';
import type { PeerWire } from '../peer/wire.js';
import type { Arrival, Silence, Sleep } from '../verdict/recording.js';
import { Delivery, Doubt, NOTHING_COMES_MS } from './doubt.js';
import { clocklessAfter, earliestEnd, LONGEST_POLL_MS } from './clocks.js';
import { FreeCheck, type Taken } from './free-check.js';
import { Share } from './habits.js';
import {
  KNOWN_SPIN_CPU_MS,
  Pace,
  PacedWatch,
  Restlessness,
  SOON_MS,
  STARVED_MS,
  Starved,
  WINDOW_MS,
} from './pacing.js';
import { OwnTime } from './own-time.js';
import type { Program } from './program.js';
import { Remains } from './remains.js';
import { sleepersIn } from './sleepers.js';
import { STRETCH_MS, Ticking } from './ticking.js';
import { Whereabouts } from './whereabouts.js';
import type { Wires } from './whereabouts.js';
import { turn } from './turn.js';
import type { WireReadings } from './wire-readings.js';

/** What one thread did in a silence. */
export interface Moves {
  readonly wakeUps: number;
  readonly cpuMs: number;
}

/** What came first after an arrival; `asleep`: all of them, nobody told, and somebody's sleep ends by itself. */
type Seen = Omit<Arrival, 'outcome' | 'busyUntilDue'> & {
  readonly outcome: Exclude<Arrival['outcome'], 'told-later'> | 'asleep';
};

/** A shorter window, for a round's baseline, after one full window has been judged. */
const SHORT_WINDOW_MS = 30;

/** Times a program may look again before it gets at what has arrived: Node hands a paused reader one piece a look. */
const LOOKS = 10;

/** What such a wait allows beyond the timer seen armed, ms, host load included. */
const LATER_MARGIN_MS = 4_000;

/**
 * Waits for what a scene awaits, and proves what happened instead when it does not come. Every method ends: by
 * the awaited thing, by a proof read from the kernel, or by `Starved`.
 */
export class Observer {
  readonly where: Whereabouts;
  readonly remains: Remains;
  readonly #free: FreeCheck;
  readonly #program: Program;
  readonly #wires: Wires;
  readonly #readings: WireReadings;
  readonly #ticking: Ticking;
  /** The end of the last quiet stretch that was seen: who has not moved since has slept on. */
  #quiet: TreeReading | null = null;

  constructor(program: Program, wires: Wires, readings: WireReadings) {
    this.#program = program;
    this.#wires = wires;
    this.#readings = readings;
    this.#ticking = new Ticking(program);
    this.where = new Whereabouts(program, wires, readings);
    this.#free = new FreeCheck(program, readings);
    this.remains = new Remains(program, readings, (known) => this.stillness(known));
  }

  pong(number: number): void {
    this.#free.pong(number);
  }

  /** Asks “are you free?” and says how the judged thread took it. */
  async ping(spinProven: boolean): Promise<Taken> {
    return this.#free.ask(await this.#settled(), spinProven);
  }

  /** The program at rest: all asleep, and all that it said is heard. Null of one that does not come to rest. */
  async rest(): Promise<TreeReading | null> {
    const reading = await this.#settled();
    return reading === this.#quiet ? reading : null;
  }

  /** What it has done since: `still` when all have slept on, `held` when they have, but its thread does not in its loop. */
  since(rest: TreeReading | null): 'still' | 'moved' | 'held' {
    if (rest === null || !this.#stillQuiet(rest)) return 'moved';
    return this.where.sleepNow()?.onLoop ? 'still' : 'held';
  }

  /** Bytes from the program that the kernel holds and we have not read: it has told, we just have not heard. */
  pending(): boolean {
    return this.#program.harness.pending() || this.#wires.all().some((wire) => wire.pending());
  }

  /**
   * Holds everything back until the silence is decided. `first` says whether this silence is judged in full; later
   * ones only need a baseline. `spinProven`, `movingProven`: no need to prove it again. `judged`: the judged thread's
   * part in it.
   */
  async silence(
    full: boolean,
    proven: { spin: boolean; moving: boolean },
  ): Promise<{ silence: Silence; judged: Moves }> {
    let sleepsIn: Sleep | null = null;
    const { outcome, watch } = await this.#watchSilence(full, proven, (reading) => {
      // A call counts only within the quiet: a moment later the thread may be on its way through another.
      sleepsIn = this.where.sleepNow();
      if (sleepsIn && isNap({ name: sleepsIn.call }) && this.#ticking.mayStillStretch) return false;
      return this.#stillQuiet(reading);
    });
    // One that wakes again and again sleeps in between; at this instant it may just be up, or wait for a CPU.
    if (outcome === 'moving') sleepsIn = await this.where.asleepIn();
    if (outcome === 'spin') sleepsIn = this.where.sleepNow();
    const { wakeUps, cpuMs } = watch.totals();
    const silence = {
      outcome,
      quietWindows: watch.quietWindows,
      movingWindows: watch.movingWindows,
      runnableWindows: watch.runnableWindows,
      wakeUps,
      cpuMs: Math.round(cpuMs * 100) / 100,
      sleep: sleepsIn,
    };
    return { silence, judged: watch.totalsOf(this.#program.judged) };
  }

  /** The same for who only wants to know that nothing more comes: as short, and nobody asks what they sleep in. */
  async stillness(proven: { spin: boolean; moving: boolean }): Promise<void> {
    await this.#watchSilence(false, proven, (reading) => {
      this.#quiet = reading;
      return true;
    });
  }

  async #watchSilence(
    full: boolean,
    proven: { spin: boolean; moving: boolean },
    confirmed: (reading: TreeReading) => boolean,
  ): Promise<{ outcome: Silence['outcome']; watch: SilenceWatch }> {
    const windowMs = full ? WINDOW_MS : SHORT_WINDOW_MS;
    const movingLimit = Math.ceil((MOVING_WINDOWS * WINDOW_MS) / windowMs);
    let last = this.#program.tree.read();
    const watch = new SilenceWatch(last, SPIN_CPU_MS, movingLimit);
    const started = performance.now();
    const clockless = new Share();
    let moves = 0;
    for (;;) {
      await sleep(windowMs);
      if (this.#program.end) return { outcome: 'gone', watch };
      const reading = this.#program.tree.read();
      const what = watch.add(reading);
      if (what === 'quiet' && confirmed(reading)) return { outcome: what, watch };
      const clock = this.#program.habits.look();
      // Of one that waits for a CPU the call says nothing.
      if (watch.movingWindows > moves) clockless.add(!clock);
      moves = watch.movingWindows;
      this.#program.habits.while(last, reading);
      if (what === 'moving') this.#program.habits.moved(clockless);
      if (what === 'spin' || what === 'moving') return { outcome: what, watch };
      last = reading;
      if (proven.spin && watch.runnableWindows > 0) return { outcome: 'spin', watch };
      if (proven.moving && watch.movingWindows > 0) return { outcome: 'moving', watch };
      if (performance.now() - started > STARVED_MS) throw new Starved('undecided');
    }
  }

  /**
   * Waits for what the program owes without a new arrival (a call's return, a first message). A whole quiet window
   * with nothing under way means that it will not come. `spinProven`: no need to prove it again.
   */
  async owed(
    done: () => boolean,
    spinProven = false,
  ): Promise<'done' | 'asleep' | 'moving' | 'spin' | 'gone'> {
    await this.#program.until(done, SOON_MS);
    if (done()) return 'done';
    const spinCpuMs = spinProven ? KNOWN_SPIN_CPU_MS : SPIN_CPU_MS;
    let watch = new SilenceWatch(this.#program.tree.read(), spinCpuMs);
    const restless = new Restlessness();
    let next = performance.now() + WINDOW_MS;
    const started = performance.now();
    for (const pace = new Pace(); ; await turn(this.#program, pace)) {
      if (done()) return 'done';
      if (this.#program.end) return 'gone';
      if (performance.now() < next) continue;
      next = performance.now() + WINDOW_MS;
      const what = watch.add(this.#program.tree.read());
      if (done()) return 'done';
      if (what === 'spin') return what;
      if (!this.pending()) {
        if (what === 'quiet') return 'asleep';
        if (what === 'moving') return what;
      } else if (what === 'moving') {
        // It talks, and what is due may be among it; but not for ever.
        if (restless.add(watch)) return what;
        watch = new SilenceWatch(this.#program.tree.read(), spinCpuMs);
      }
      if (performance.now() - started > STARVED_MS) throw new Starved('undecided');
    }
  }

  /**
   * Does the decisive action, once all the program had to say before is heard, and watches who wakes. `done` says
   * whether the program has told; told before the action is `too-early`, and then nothing is done. `untold` hears of
   * it, with the call the judged thread sleeps in, the moment that all are seen asleep and nobody told. `moving`: it is
   * known to move in the silence.
   */
  async arrival(
    act: () => void,
    done: () => boolean,
    wires: readonly PeerWire[],
    untold: (call: string | null) => void,
    moving: boolean,
  ): Promise<Arrival | 'too-early'> {
    const settled = await this.#settled();
    const { tree, habits } = this.#program;
    const calls = tree.sleepingCalls(settled.threads);
    const clockless = habits.hiddenClock || this.pending() ? null : clocklessAfter(settled, calls, tree);
    const dueMs = clockless ? Infinity : earliestEnd(settled, calls, tree);
    const stretched = moving && !clockless;
    const doubt = new Doubt(stretched ? STRETCH_MS : 0);
    habits.look(calls);
    this.where.remember();
    let ownTime;
    let seen;
    try {
      // From here to the act nothing is read that takes its time: a sleep that has just begun may last a millisecond.
      if (stretched) await this.#ticking.justAsleep();
      if (done()) return 'too-early';
      const { lastPid } = stretched ? tree : settled;
      habits.while(settled, { lastPid });
      if (stretched) this.#ticking.stretch();
      act();
      ownTime = new OwnTime(settled, stretched);
      seen = await this.#seenAfter(clockless ?? settled, lastPid, done, wires, untold, doubt);
    } finally {
      if (stretched) this.#ticking.relax();
    }
    const { outcome, ...facts } = seen;
    const due = outcome === 'told' && performance.now() >= dueMs;
    const busyUntilDue = due && (doubt.excused || ownTime.isLong(tree.read()));
    const rest = { ...facts, busyUntilDue };
    if (outcome !== 'asleep') return { outcome, ...rest };
    if (!(await this.later(done))) return { outcome: this.#program.end ? 'gone' : 'never-told', ...rest };
    // Without a clock nobody could have come by to look: whoever took the bytes was woken by them, and has taken its time.
    if (clockless && !rest.ignored) return { outcome: 'told', ...rest, asleepAndUntold: false };
    return { outcome: 'told-later', ...rest };
  }

  async #seenAfter(
    before: TreeReading,
    lastPid: number,
    done: () => boolean,
    wires: readonly PeerWire[],
    untold: (call: string | null) => void,
    doubt: Doubt,
  ): Promise<Seen> {
    const { tree } = this.#program;
    let previous = before;
    const watch = new PacedWatch(previous);
    const delivery = new Delivery();
    const unseen = { asleepAndUntold: false, ignored: false, sleptOn: false };
    // The word may come over any wire, and its delivery may be put off as well.
    const everyWire = [...new Set([...wires, ...this.#wires.all(), this.#program.harness])];
    for (const pace = new Pace(); ; await turn(this.#program, pace)) {
      if (done()) return { outcome: 'told', ...unseen, sleptOn: doubt.sleptOn };
      if (this.#program.end) return { outcome: 'gone', ...unseen };
      if (pace.tooSoon()) continue;
      let reading = tree.readAsleep();
      if (reading && !quietBetween(previous, reading)) {
        // Twice in a row: of one that ticks often, two looks that are far apart would never show it asleep.
        previous = reading;
        reading = tree.readAsleep();
      }
      if (
        reading &&
        quietBetween(previous, reading) &&
        !this.pending() &&
        delivery.over(this.#underWay(everyWire))
      ) {
        const sleepers = sleepersIn({ ...before, lastPid }, reading, tree, this.#program.habits);
        // Read again, so that what the sleepers sleep in belongs to one and the same quiet moment.
        const again = tree.read();
        if (quietBetween(reading, again) && !this.pending() && !done()) {
          const known = doubt.sleptOn;
          const over = doubt.over(sleepers);
          const judged = reading.threads.findIndex((thread) => thread.tid === this.#program.judged);
          if (!known && (over || doubt.sleptOn)) untold(sleepers.calls[judged] ?? null);
          if (over) {
            const outcome = sleepers.timed ? 'asleep' : 'never-told';
            const ignored =
              quietBetween(before, again) && wires.some((wire) => this.#readings.unread(wire) > 0);
            return { outcome, asleepAndUntold: true, ignored, sleptOn: doubt.sleptOn };
          }
        }
      } else doubt.reset();
      if (reading) previous = reading;
      if (watch.spins(() => tree.read())) return { outcome: 'spun', ...unseen };
      if (watch.restless) return { outcome: 'never-told', ...unseen };
    }
  }

  /** Bytes the kernel has taken from the program on this wire, a FIN counted as one. */
  bytesTaken(wire: PeerWire): number {
    return this.#readings.taken(wire);
  }

  #underWay(wires: readonly PeerWire[]): number {
    return wires.reduce((sum, wire) => sum + this.#readings.underWay(wire), 0);
  }

  /**
   * A reading in which all sleep and all that was said is heard, as far as one can be had; of a tree that keeps
   * moving, simply a reading.
   */
  async #settled(): Promise<TreeReading> {
    let previous = this.#quiet ?? this.#program.tree.read();
    for (let tries = 0; tries < 20; tries += 1) {
      const reading = this.#program.tree.read();
      if (
        quietBetween(previous, reading) &&
        !this.pending() &&
        this.#underWay([this.#program.harness]) === 0
      ) {
        this.#quiet = reading;
        return reading;
      }
      previous = reading;
      await sleep(1);
    }
    return previous;
  }

  /** Whether all have slept on since `reading`. */
  #stillQuiet(reading: TreeReading): boolean {
    const again = this.#program.tree.read();
    if (!quietBetween(reading, again)) return false;
    this.#quiet = again;
    return true;
  }

  /** Whether it is told after all with nothing sent: waits as long as a timer is armed that could do it. */
  async later(done: () => boolean): Promise<boolean> {
    let until = performance.now() + this.#nextTimer();
    const last = until + LATER_MARGIN_MS;
    for (;;) {
      if (done()) return true;
      if (this.#program.end || performance.now() > last) return false;
      if (performance.now() >= until && !this.pending()) {
        const a = this.#program.tree.read();
        const b = this.#program.tree.read();
        if (quietBetween(a, b) && !this.pending()) return done();
        until = performance.now() + 200;
      }
      await this.#program.change(20);
    }
  }

  /** How long a timer that is armed now may need to bring the news, ms. */
  #nextTimer(): number {
    const { tree } = this.#program;
    let longest = NOTHING_COMES_MS;
    for (const thread of tree.read().threads) {
      const call = tree.sleepingCall(thread.pid, thread.tid);
      const ms = call ? sleepsFor(call) : 0;
      if (ms === Infinity) continue;
      const hint = ms ?? LONGEST_POLL_MS;
      if (hint > LONGEST_POLL_MS) continue;
      longest = Math.max(longest, Math.min(hint * LOOKS, LONGEST_POLL_MS) + LATER_MARGIN_MS);
    }
    return longest;
  }
}

async function sleep(ms: number): Promise<void> {
  await new Promise<void>((resolve) => {
    setTimeout(resolve, ms);
  });
}
