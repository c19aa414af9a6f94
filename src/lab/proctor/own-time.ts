import { readProc } from '../kernel/procfs.js';
import type { TreeReading } from '../kernel/readings.js';
import { cpuMs, waitMs } from '../kernel/rules.js';

/** Accepted answers take 2 to 6 ms, and as much CPU. */
const LONG_MS = 20;

/**
 * Time that the program itself took for something: what has passed, less what anybody stood in line for a CPU meanwhile, its
 * threads or the proctor that looks. So a loaded host adds little to it, and never makes it longer than it was.
 */
export class OwnTime {
  readonly #before: TreeReading;
  readonly #ticked: boolean;
  readonly #began = performance.now();
  readonly #proctorWaitedMs = proctorWaitedMs();

  /** `before`: the last reading. `ticked`: from a while ago, in which the program went on ticking: then CPU says nothing. */
  constructor(before: TreeReading, ticked: boolean) {
    this.#before = before;
    this.#ticked = ticked;
  }

  /** Whether it took longer than a program needs that is told and says so. */
  isLong(now: TreeReading): boolean {
    const waited = waitMs(this.#before, now) + proctorWaitedMs() - this.#proctorWaitedMs;
    if (performance.now() - this.#began - waited >= LONG_MS) return true;
    return !this.#ticked && cpuMs(this.#before, now) >= LONG_MS;
  }
}

/** proc_pid_schedstat: milliseconds this process's initial thread stood in line for a CPU. */
export function proctorWaitedMs(): number {
  return Number((readProc('/proc/self/schedstat') ?? '').split(' ')[1] ?? 0) / 1e6;
}
