import { quietBetween } from '../kernel/rules.js';
import { sleepsFor } from '../kernel/system-calls.js';
import type { PeerWire } from '../peer/wire.js';
import { Delivery } from './doubt.js';
import { STARVED_MS, Starved } from './pacing.js';
import type { Program } from './program.js';
import type { WireReadings } from './wire-readings.js';

/** A timer that is armed for longer is the program's: what the runtime itself may still arm (limits.ts takes V8's collections away) is shorter, ms. */
const RUNTIME_TIMER_MS = 60_000;

/** How long the runtime's own timers are waited out, one after another, ms. */
const RUNTIME_TIMERS_MS = 30_000;

/** What is proved of the program already. */
interface Known {
  spin: boolean;
  moving: boolean;
}

/** What a program that is at rest has left: timers still armed, bytes not taken. Read from the kernel. */
export class Remains {
  readonly #program: Program;
  readonly #readings: WireReadings;
  /** Resolves after a quiet moment, if one can be had. */
  readonly #stillness: (known: Known) => Promise<void>;

  constructor(program: Program, readings: WireReadings, stillness: (known: Known) => Promise<void>) {
    this.#program = program;
    this.#readings = readings;
    this.#stillness = stillness;
  }

  /**
   * Whether a timer of the program's is armed on the judged thread's loop: in a quiet moment its sleep ends by itself, but
   * not soon. A short time-out may be the runtime's own, hides a longer one, and is waited out. Node leaves the kernel's
   * timer armed when a timer is cleared, and puts it right the next time one is due: so this is to be asked after a
   * time-out that was waited for. (Of timers with `unref` it does so only when they themselves are due.)
   */
  async armed(known: Known): Promise<boolean> {
    const { tree, judged } = this.#program;
    const until = performance.now() + RUNTIME_TIMERS_MS;
    while (!this.#program.end && performance.now() < until) {
      await this.#stillness(known);
      const before = tree.read();
      const call = tree.sleepingCall(judged, judged);
      const ms = call ? sleepsFor(call) : 0;
      if (quietBetween(before, tree.read())) {
        if (ms === Infinity) return false;
        if (ms === null || ms > RUNTIME_TIMER_MS) return true;
      }
      await this.#program.change(20);
    }
    return false;
  }

  /** Waits until all sleep and nothing of what was sent on the wire comes nearer to the program any more. */
  async standstill(wire: PeerWire, known: Known): Promise<void> {
    const started = performance.now();
    for (const delivery = new Delivery(); !this.#program.end;) {
      await this.#stillness(known);
      if (delivery.over(wire.sentBytes - this.taken(wire))) return;
      if (performance.now() - started > STARVED_MS) throw new Starved('no-rest');
    }
  }

  /** Bytes that the program has taken from this wire; what its socket only holds ready is not among them. */
  taken(wire: PeerWire): number {
    return this.#readings.takenByProgram(wire);
  }
}
