import { closeSync, openSync, writeSync } from 'node:fs';
import { isGone } from './procfs.js';

/** What every thread has unless it asks for another, ns (prctl(2), PR_SET_TIMERSLACK). */
const USUAL_NS = 50_000;

/**
 * The timer slack of threads of the program (proc_pid_timerslack_ns(5)): how much later than asked the kernel may end a
 * sleep that ends by itself. It holds for sleeps that begin from then on, and for nothing else: whoever waits for an event
 * is woken by it as ever. Timers held as descriptors have none. The files of /proc/T are thread T's own.
 *
 * To set another's takes CAP_SYS_NICE in its user namespace, which who made that namespace has.
 */
export class TimerSlack {
  readonly #files: readonly number[];

  /** Throws EACCES when refused; threads that have ended are left out. */
  constructor(tids: readonly number[]) {
    this.#files = tids.flatMap(
      (tid) => unlessGone(() => [openSync(`/proc/${tid}/timerslack_ns`, 'w')]) ?? [],
    );
  }

  /** Throws EPERM when refused. */
  set(ms: number): void {
    this.#write(ms * 1e6);
  }

  setUsual(): void {
    this.#write(USUAL_NS);
  }

  close(): void {
    for (const file of this.#files) closeSync(file);
  }

  #write(ns: number): void {
    for (const file of this.#files) unlessGone(() => writeSync(file, String(ns)));
  }
}

function unlessGone<T>(access: () => T): T | null {
  try {
    return access();
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}
