import type { TreeReading } from '../kernel/readings.js';
import { SilenceWatch, SPIN_CPU_MS } from '../kernel/rules.js';

/** How often the observer looks, and when it gives up. */

/** Length of a window of silence, ms. Longer than the 50 ms poll that the exercises are about. */
export const WINDOW_MS = 100;

/** Nothing in a scene takes longer than this unless the host gives no CPU, ms. */
export const STARVED_MS = 90_000;

/** What is due mostly comes within a millisecond: no reading is made before this much has passed, ms. */
export const SOON_MS = 4;

/** CPU after which a program that is known to spin counts as not answering, ms. */
export const KNOWN_SPIN_CPU_MS = 300;

/** The host gave too little CPU for a proof either way. */
export class Starved extends Error {
  constructor(readonly why: 'no-cpu' | 'no-rest' | 'undecided') {
    super(`the host gave too little CPU: ${why}`);
  }
}

/** A program that talks wakes its observer with every piece; no poll is so quick that looks must be closer than this, ms. */
const GAP_MS = 1;

/** A few looks at once, then ever longer pauses up to 10 ms. */
export class Pace {
  #turns = 0;
  #looked = -Infinity;

  /** Whether the last look is less than `GAP_MS` ago; if not, this is one. */
  tooSoon(): boolean {
    const now = performance.now();
    if (now - this.#looked < GAP_MS) return true;
    this.#looked = now;
    return false;
  }

  next(): number {
    this.#turns += 1;
    return this.#turns <= 4 ? 0 : Math.min(10, 2 ** (this.#turns - 5));
  }
}

/** Windows in which a program moved and nobody was left runnable, after which it has had its chance to tell. */
const RESTLESS_WINDOWS = 100;

/** The same in CPU of all its threads, ms. */
const RESTLESS_CPU_MS = 6_000;

/** Watches one after the other that a program outlasted by moving on. */
export class Restlessness {
  #windows = 0;
  #cpuMs = 0;

  /** Whether, this watch included, it has moved on and on, and not for want of a CPU: what has not come by now does not come. */
  add(watch: SilenceWatch): boolean {
    this.#windows += watch.movingWindows;
    this.#cpuMs += watch.treeCpuMs;
    return this.#windows >= RESTLESS_WINDOWS || this.#cpuMs >= RESTLESS_CPU_MS;
  }
}

/** A silence watch fed at most every `WINDOW_MS`, by loops that look more often. */
export class PacedWatch {
  readonly #watch: SilenceWatch;
  #next = performance.now() + WINDOW_MS;
  readonly #started = performance.now();
  #moving = false;

  constructor(first: TreeReading, spinCpuMs = SPIN_CPU_MS) {
    this.#watch = new SilenceWatch(first, spinCpuMs);
  }

  get restless(): boolean {
    return new Restlessness().add(this.#watch);
  }

  /** It has moved for as long as proves that it moves; it may come to rest all the same. */
  get moving(): boolean {
    return this.#moving;
  }

  /** `look` is asked for a reading only when one is due. */
  spins(look: () => TreeReading): boolean {
    if (performance.now() < this.#next) return false;
    this.#next = performance.now() + WINDOW_MS;
    if (performance.now() - this.#started > STARVED_MS) throw new Starved('no-cpu');
    const what = this.#watch.add(look());
    this.#moving ||= what === 'moving';
    return what === 'spin';
  }
}
