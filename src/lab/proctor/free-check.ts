import type { SleepingCall, TreeReading } from '../kernel/readings.js';
import { quietBetween, SPIN_CPU_MS, sleptThrough } from '../kernel/rules.js';
import { isEpoll, sleepsFor } from '../kernel/system-calls.js';
import { Doubt } from './doubt.js';
import { KNOWN_SPIN_CPU_MS, Pace, PacedWatch, SOON_MS } from './pacing.js';
import type { Program } from './program.js';
import { STRETCH_MS } from './ticking.js';
import { turn } from './turn.js';
import type { WireReadings } from './wire-readings.js';

/**
 * Moments, each after another turn of ours, that must show all asleep with the question unread. One would be proof, but
 * for a host that stops a CPU between queueing the bytes and waking who waits for them.
 */
const MOMENTS = 2;

/** So many naps one after another under one question are a way to wait, and no lock's. */
const MANY_NAPS = 5;

/** How the judged thread took the question. */
export type Taken = 'answered' | 'ignored' | 'in-slices' | 'spin' | 'gone';

/** Asks “are you free?” over the harness's own socket, which only the judged thread's event loop waits for. */
export class FreeCheck {
  readonly #program: Program;
  readonly #readings: WireReadings;
  #asked = 0;
  #answered = 0;

  constructor(program: Program, readings: WireReadings) {
    this.#program = program;
    this.#readings = readings;
  }

  pong(number: number): void {
    this.#answered = Math.max(this.#answered, number);
  }

  /**
   * `before`: a reading from before the question, of all asleep if one could be had. `spinProven`: no need to prove it
   * again.
   *
   * Not free is who lets the question lie while every thread sleeps: then nobody was woken by it, and nobody is on the
   * way to it. How the judged thread sleeps meanwhile proves little: with work under way it also waits for the
   * collector's threads and for locks, and whoever it waits for is not asleep, or naps: a lock that is contended is asked for
   * again after some microseconds, of which the slack given after an arrival (ticking.ts) makes a hundred milliseconds.
   * So seen under the question in 7 of 24 runs of a worker that rings through shared memory, beside three loops; in 1 of
   * 450 the judged thread waited in futex for one that napped. A nap, or a sleep of the judged thread that ends by itself,
   * is believed only when it has gone on for longer than that (doubt.ts).
   */
  async ask(before: TreeReading, spinProven: boolean): Promise<Taken> {
    const { tree, judged, harness } = this.#program;
    this.#asked += 1;
    const number = this.#asked;
    this.#program.ask({ ask: 'ping', number });
    await this.#program.until(() => this.#answered >= number, SOON_MS);
    if (this.#answered >= number) return 'answered';
    const watch = new PacedWatch(tree.read(), spinProven ? KNOWN_SPIN_CPU_MS : SPIN_CPU_MS);
    const swallowed = new Doubt();
    const slept = { clocked: new Doubt(STRETCH_MS), naps: new Set<string>() };
    let moments = 0;
    for (const pace = new Pace(); ; await turn(this.#program, pace)) {
      if (this.#answered >= number) return 'answered';
      if (this.#program.end) return 'gone';
      const asleep = tree.readAsleep();
      const calls = asleep?.threads.map(({ pid, tid }) => tree.sleepingCall(pid, tid)) ?? [];
      const left = this.#readings.unread(harness);
      const reading = tree.read();
      const quiet = asleep !== null && quietBetween(asleep, reading) && !harness.pending();
      if (quiet && left > 0 && this.#believed(slept, calls, reading)) moments += 1;
      if (moments >= MOMENTS) return sleptThrough(before, reading, judged) ? 'ignored' : 'in-slices';
      // Taken and not answered, all asleep: the harness would have answered in the turn that took it.
      if (quiet && left === 0) {
        if (swallowed.over({ timed: false, settled: true, naps: null })) this.#program.endFor('broken-off');
      } else swallowed.reset();
      if (watch.spins(() => reading)) return 'spin';
      if (watch.restless && left > 0) return 'in-slices';
      if (watch.restless) this.#program.endFor('broken-off');
    }
  }

  /**
   * Whether nobody is in a sleep that may be about to end and to bring the answer: none naps, and the judged thread sleeps by no
   * clock, but in its event loop, where the question would have woken it. Slices of a wait count together; a nap for itself,
   * until there are many. `calls`: in the order of the threads of `reading`.
   */
  #believed(
    { clocked, naps }: { readonly clocked: Doubt; readonly naps: Set<string> },
    calls: readonly (SleepingCall | null)[],
    reading: TreeReading,
  ): boolean {
    const nap = this.#program.habits.excusedNaps(reading, calls);
    if (nap === null && !this.#endsByItself(calls, reading)) return true;
    if (nap !== null) naps.add(nap);
    return naps.size >= MANY_NAPS || clocked.over({ timed: true, settled: false, naps: nap ?? 'slices' });
  }

  #endsByItself(calls: readonly (SleepingCall | null)[], { threads }: TreeReading): boolean {
    const call = calls[threads.findIndex(({ tid }) => tid === this.#program.judged)] ?? null;
    return call !== null && !isEpoll(call) && sleepsFor(call) !== Infinity;
  }
}
