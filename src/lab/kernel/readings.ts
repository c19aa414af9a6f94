/**
 * What one look at the program's process tree gave. Plain values: the rules (rules.ts) are pure functions of
 * them, and recorded ones can be replayed anywhere.
 */

export interface ThreadReading {
  readonly pid: number;
  readonly tid: number;
  /** `State` of proc_pid_status(5): R running or runnable, S asleep, D, T, Z, X … */
  readonly state: string;
  /** `voluntary_ctxt_switches`: rises each time the thread goes to sleep. */
  readonly voluntary: number;
  /** `nonvoluntary_ctxt_switches`: rises each time it is put off the CPU. */
  readonly involuntary: number;
  /** schedstat, first: nanoseconds on a CPU. */
  readonly cpuNs: number;
  /** schedstat, second: nanoseconds runnable and waiting for a CPU; added when it gets one. */
  readonly waitNs: number;
  /** schedstat, third: times it was given a CPU. */
  readonly slices: number;
}

export interface TreeReading {
  /** Every thread of every process of the submission, by ascending tid. */
  readonly threads: readonly ThreadReading[];
  /**
   * The last process id given out in the slot's pid namespace (proc_loadavg(5), last field): unchanged
   * between two readings means that nothing forked and no thread was made in between, however short-lived.
   */
  readonly lastPid: number;
  /** Milliseconds, monotonic; for the timeline only. */
  readonly at: number;
}

/** The call a thread sleeps in: proc_pid_syscall(5). */
export interface SleepingCall {
  readonly number: number;
  readonly name: string;
  readonly arguments: readonly number[];
}
