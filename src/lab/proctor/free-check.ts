import type { TreeReading } from '../kernel/readings.js';
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

/** Of `Doubt`: a sleep by the clock, which may be about to end. */
const timed = { timed: true, settled: false, naps: true } as const;

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
   * collector's threads and for locks, and whoever it waits for is not asleep. A lock that is contended is asked for again
   * after a nap of some microseconds, which the slack given after an arrival (ticking.ts) makes a hundred milliseconds
   * of: seen as `clock_nanosleep` under the question in 7 of 24 runs of a worker that rings through shared memory. So a
   * sleep that ends by itself is believed only when it has gone on for longer than that.
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
    const clocked = new Doubt(STRETCH_MS);
    let moments = 0;
    for (const pace = new Pace(); ; await turn(this.#program, pace)) {
      if (this.#answered >= number) return 'answered';
      if (this.#program.end) return 'gone';
      const asleep = tree.readAsleep();
      const left = this.#readings.unread(harness);
      const reading = tree.read();
      const quiet = asleep !== null && quietBetween(asleep, reading) && !harness.pending();
      if (quiet && left > 0 && (!this.#endsByItself() || clocked.over(timed))) moments += 1;
      if (moments >= MOMENTS) return sleptThrough(before, reading, judged) ? 'ignored' : 'in-slices';
      // Taken and not answered, all asleep: the harness would have answered in the turn that took it.
      if (quiet && left === 0) {
        if (swallowed.over({ timed: false, settled: true, naps: false })) this.#program.endFor('broken-off');
      } else swallowed.reset();
      if (watch.spins(() => reading)) return 'spin';
      if (watch.restless && left > 0) return 'in-slices';
      if (watch.restless) this.#program.endFor('broken-off');
    }
  }

  /** Whether the judged thread sleeps by a clock, elsewhere than in its event loop, which the question would have woken. */
  #endsByItself(): boolean {
    const { tree, judged } = this.#program;
    const call = tree.sleepingCall(judged, judged);
    return call !== null && !isEpoll(call) && sleepsFor(call) !== Infinity;
  }
}
