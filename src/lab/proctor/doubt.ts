/** When to believe what a moment shows: that all are asleep and untold, that a delivery is over. */

/** Several ticks of the slowest usual kernel clock (10 ms), ms. */
const DEFERRED_WORK_MS = 40;

/** The same beside 64 endless loops, for work that is certainly there: a process came or went, ms. */
const STARVED_WORK_MS = 200;

/** A tree in which all sleep and no timer is armed is given this long before it counts as asleep for ever, ms. */
export const NOTHING_COMES_MS = 2_000;

/** Longer than TCP's first zero-window probe (200 ms), which also moves a delivery on, ms. */
const STANDSTILL_MS = 1_000;

export interface Sleepers {
  /** Some sleep ends by itself. */
  readonly timed: boolean;
  /** The processes are those from before the arrival, and none naps. */
  readonly settled: boolean;
  /** The naps that threads take in the midst of their work, the same text for as long as they last; null when there are none. */
  readonly naps: string | null;
}

/**
 * When to believe that all are asleep and nobody has been told.
 *
 * With a timer armed and the threads as before: at once, or a short period would never be caught. Two things can make a
 * told program look like that for a moment. One whose thread or process ends on the way: the kernel
 * closes its descriptors by deferred work, and only that wakes the one who waits for the end (seen in 1 of 20 rounds of
 * a relay by child process). And one whose thread naps in nanosleep, as Node's own exit does. Both are given
 * the time such work takes, every nap anew: of two threads that wake together, one may find a lock taken twice (two naps
 * of 100 ms in 1 of 180 runs of a worker that rings through shared memory, beside three endless loops). With no timer
 * armed nothing but an event can wake anybody, so nobody can be polling: then the only question is whether anything will
 * ever come.
 */
export class Doubt {
  #since: number | null = null;
  #sleptOn = false;
  #excused = false;
  #naps: string | null = null;
  readonly #stretchMs: number;

  /** `stretchMs`: how much longer than asked a nap may last. */
  constructor(stretchMs = 0) {
    this.#stretchMs = stretchMs;
  }

  over({ timed, settled, naps }: Sleepers): boolean {
    if (timed && settled) return true;
    this.#excused ||= timed;
    const now = performance.now();
    if (this.#since === null || naps !== this.#naps) [this.#since, this.#naps] = [now, naps];
    const workMs = DEFERRED_WORK_MS + (naps === null ? 0 : this.#stretchMs);
    if (!timed && now - this.#since >= (settled ? DEFERRED_WORK_MS : STARVED_WORK_MS)) this.#sleptOn = true;
    return now - this.#since >= (timed ? workMs : NOTHING_COMES_MS);
  }

  /** All have slept for longer than the kernel's own work takes, with no clock to be seen: once told, nobody knows by what they were woken. */
  get sleptOn(): boolean {
    return this.#sleptOn;
  }

  /** All slept, with a timer armed, and were not believed to, for what may have been on its way. */
  get excused(): boolean {
    return this.#excused;
  }

  reset(): void {
    this.#since = null;
  }
}

/** Follows a large delivery: over when nothing is under way, or when the program, asleep, has let it stand still. */
export class Delivery {
  #bytes = -1;
  #since = 0;

  over(underWay: number): boolean {
    if (underWay === 0) return true;
    if (underWay !== this.#bytes) {
      this.#bytes = underWay;
      this.#since = performance.now();
    }
    return performance.now() - this.#since > STANDSTILL_MS;
  }
}
