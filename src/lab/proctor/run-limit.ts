import { proctorWaitedMs } from './own-time.js';
import type { Program } from './program.js';

/** Share of a run's time that somebody waited for a CPU, from which on the host and not the program took it. */
const STARVED_SHARE = 0.25;

/**
 * The time one run may take, all its programs together. Every wait of the observer ends by a proof, but a
 * program could answer each of hundreds of steps at the last moment; what is left of the limit says when to end that.
 *
 * It fails nobody by a stopwatch: a program ends by it only while it slept or ran through all that time. Where it,
 * or the proctor, stood in line for a CPU (schedstat, second field) for a quarter of it, the host was too slow. What the
 * program used itself is taken off: twenty of its threads at work wait for each other, and are nobody else's fault.
 */
export class RunLimit {
  #leftMs: number;
  #began = 0;
  #timer: NodeJS.Timeout | undefined;
  #starved = false;

  constructor(limitMs: number) {
    this.#leftMs = limitMs;
  }

  get over(): boolean {
    return this.#leftMs <= 0;
  }

  /** The limit was reached, and for want of CPU. */
  get starved(): boolean {
    return this.#starved;
  }

  /** The program begins to play. */
  begin(program: Program): void {
    const waitedBefore = proctorWaitedMs();
    this.#began = performance.now();
    this.#timer = setTimeout(() => {
      const { waited, used } = program.tree.cpuTimes();
      const hosts = Math.max(waited, proctorWaitedMs() - waitedBefore) - used;
      this.#starved = hosts >= STARVED_SHARE * (performance.now() - this.#began);
      program.endFor('too-long');
    }, this.#leftMs);
  }

  /** The program is done with. */
  end(): void {
    clearTimeout(this.#timer);
    this.#leftMs -= performance.now() - this.#began;
  }
}
