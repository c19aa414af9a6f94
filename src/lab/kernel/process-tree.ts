import { readdirSync } from 'node:fs';
import { isGone, ProcFile, readProc, unlessEnded } from './procfs.js';
import type { SleepingCall, ThreadReading, TreeReading } from './readings.js';
import { isAsleep } from './rules.js';
import { isVfork, parseSyscall } from './system-calls.js';

/**
 * Readings of the program's process tree, from outside it.
 *
 * The slot has a pid namespace of its own, and one submission at a time. So the tree is simply everything in
 * the slot's /proc that was not there before the submission: a daemon that detached itself, or a child whose
 * parent is gone, cannot leave it. Nothing is looked up by name or by parent, both of which a program can
 * change. Descriptors stay open from one reading to the next.
 *
 * A status read costs 11 µs, stat 4 and schedstat 1 (measured, 11 threads; three times as much on a busy host). So
 * the status of a thread that sleeps on is not read again: one found asleep that has used no CPU and been given none
 * since its status was read has run nothing in between, and only running moves the other counters.
 */
export class ProcessTree {
  readonly #outsiders: ReadonlySet<number>;
  #threads = new Map<number, OpenThread>();
  #lastPid = -1;
  #mostThreads = 0;
  readonly #pidsSeen = new Set<number>();
  readonly #loadavg = new ProcFile('/proc/loadavg');
  /** The thread that was last seen awake: the likeliest to be so again. */
  #awake = 0;

  /** `outsiders`: process ids in the slot that are not the submission's. */
  constructor(outsiders: Iterable<number>) {
    this.#outsiders = new Set(outsiders);
  }

  get mostThreads(): number {
    return this.#mostThreads;
  }

  get processesSeen(): number {
    return this.#pidsSeen.size;
  }

  /** Every thread there was at the last reading, as its process and its own number. */
  get threads(): { readonly pid: number; readonly tid: number }[] {
    return [...this.#threads].map(([tid, { pid }]) => ({ pid, tid }));
  }

  /** Throws when a reading is refused (EACCES): unreadable evidence must end the run, not pass it. */
  read(): TreeReading {
    const { at, lastPid } = this.#begin();
    const threads: ThreadReading[] = [];
    for (const [tid, thread] of this.#threads) {
      const reading = this.#readOne(tid, thread);
      if (reading) threads.push(reading);
    }
    this.#mostThreads = Math.max(this.#mostThreads, threads.length);
    return { threads, lastPid, at };
  }

  /** A reading if all threads sleep, null as soon as one is seen that does not: for looking often at a tree at work. */
  readAsleep(): TreeReading | null {
    const { at, lastPid } = this.#begin();
    const likely = this.#threads.get(this.#awake);
    if (likely && isAwake(this.#readOne(this.#awake, likely))) return null;
    const threads: ThreadReading[] = [];
    for (const [tid, thread] of this.#threads) {
      const reading = this.#readOne(tid, thread);
      if (isAwake(reading)) {
        this.#awake = tid;
        return null;
      }
      if (reading) threads.push(reading);
    }
    return { threads, lastPid, at };
  }

  /** One thread alone, for who looks often; null when it has ended. */
  readThread(tid: number): ThreadReading | null {
    const thread = this.#threads.get(tid);
    return thread ? this.#readOne(tid, thread) : null;
  }

  /** The last moment, as of `performance.now()`, at which the thread can have run, as far as it was looked at; now for one unknown. */
  unmovedSince(tid: number): number {
    return this.#threads.get(tid)?.unmovedSince ?? performance.now();
  }

  /**
   * Milliseconds since the threads were made: `waited` for a CPU, of the one that waited longest, and `used`, of all
   * together. What they use is also what they wait for each other.
   */
  cpuTimes(): { waited: number; used: number } {
    const { threads } = this.read();
    return {
      waited: Math.max(0, ...threads.map((thread) => thread.waitNs / 1e6)),
      used: threads.reduce((sum, thread) => sum + thread.cpuNs / 1e6, 0),
    };
  }

  /** The call thread `tid` of process `pid` sleeps in; null when it runs or is gone. */
  sleepingCall(pid: number, tid: number): SleepingCall | null {
    const known = this.#threads.get(tid);
    const text = unlessEnded(pid, tid, () =>
      known?.pid === pid ? known.syscall() : readProc(`/proc/${pid}/task/${tid}/syscall`),
    );
    return text === null ? null : parseSyscall(text);
  }

  /** The same of several threads, in their order. */
  sleepingCalls(threads: readonly { readonly pid: number; readonly tid: number }[]): (SleepingCall | null)[] {
    return threads.map(({ pid, tid }) => this.sleepingCall(pid, tid));
  }

  close(): void {
    for (const thread of this.#threads.values()) thread.close();
    this.#threads.clear();
    this.#loadavg.close();
  }

  /** As in a reading: for who has no time for one. */
  get lastPid(): number {
    return lastPidOf(this.#loadavg.read() ?? '');
  }

  /** Threads that were made since the last reading are found here, before any is read. */
  #begin(): { at: number; lastPid: number } {
    const at = performance.now();
    const { lastPid } = this;
    if (lastPid !== this.#lastPid) {
      this.#enumerate();
      this.#lastPid = lastPid;
    }
    return { at, lastPid };
  }

  #readOne(tid: number, thread: OpenThread): ThreadReading | null {
    const reading = thread.read();
    if (!reading) {
      thread.close();
      this.#threads.delete(tid);
      // Its number may be another's already: look at everything again next time, whatever the last pid says.
      this.#lastPid = -1;
    }
    return reading;
  }

  #enumerate(): void {
    const found = new Map<number, OpenThread>();
    for (const pid of listNumbers('/proc')) {
      if (this.#outsiders.has(pid)) continue;
      this.#pidsSeen.add(pid);
      for (const tid of listNumbers(`/proc/${pid}/task`)) {
        const known = this.#threads.get(tid);
        const thread = known ?? OpenThread.open(pid, tid);
        if (thread) found.set(tid, thread);
      }
    }
    for (const [tid, thread] of this.#threads) if (!found.has(tid)) thread.close();
    this.#threads = new Map([...found].sort(([a], [b]) => a - b));
  }
}

/** Process ids of this pid namespace, ascending. */
export function listProcesses(): number[] {
  return listNumbers('/proc').sort((a, b) => a - b);
}

function listNumbers(directory: string): number[] {
  try {
    return readdirSync(directory).flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}

function isAwake(thread: ThreadReading | null): boolean {
  return thread !== null && !isAsleep(thread);
}

/** Last field of proc_loadavg(5), in the pid namespace of the reader. */
function lastPidOf(loadavg: string): number {
  return Number(loadavg.slice(loadavg.lastIndexOf(' ') + 1));
}

class OpenThread {
  readonly pid: number;
  readonly #tid: number;
  readonly #files: readonly ProcFile[];
  #syscall: ProcFile | null = null;
  /** The last reading, and the schedstat from before its status was read. */
  #last: { readonly reading: ThreadReading; readonly schedstat: string } | null = null;
  #lookedAt = -Infinity;
  /** When it was last looked at before it was first seen as it is. */
  unmovedSince = -Infinity;

  private constructor(pid: number, tid: number, files: readonly ProcFile[]) {
    this.pid = pid;
    this.#tid = tid;
    this.#files = files;
  }

  static open(pid: number, tid: number): OpenThread | null {
    const files: ProcFile[] = [];
    try {
      for (const name of ['status', 'stat', 'schedstat'])
        files.push(new ProcFile(`/proc/${pid}/task/${tid}/${name}`));
      return new OpenThread(pid, tid, files);
    } catch (error) {
      for (const file of files) file.close();
      if (isGone(error)) return null;
      throw error;
    }
  }

  read(): ThreadReading | null {
    const [status, stat, schedstat] = this.#files;
    // State first, counter second: had it been woken, run and gone to sleep before its state was read, the counter shows it.
    const asleep = this.#last?.reading.state === 'S' && stateOf(stat?.read() ?? '') === 'S';
    const now = performance.now();
    const counters = schedstat?.read() ?? null;
    if (this.#last?.schedstat !== counters) this.unmovedSince = this.#lookedAt;
    this.#lookedAt = now;
    if (asleep && this.#last?.schedstat === counters) return this.#last.reading;
    // The other way round here: found asleep now, it has not run since the counter was read without the next reading showing it.
    const text = status?.read() ?? null;
    if (counters === null || text === null) return null;
    const shown = field(text, '\nState:\t');
    if (shown === 'Z' || shown === 'X') return null;
    const state = shown === 'D' && this.#waitsForItsChild() ? 'S' : shown;
    const [cpuNs = 0, waitNs = 0, slices = 0] = counters.split(' ').map(Number);
    const reading: ThreadReading = {
      pid: this.pid,
      tid: this.#tid,
      state,
      voluntary: Number(field(text, '\nvoluntary_ctxt_switches:\t')),
      involuntary: Number(field(text, '\nnonvoluntary_ctxt_switches:\t')),
      cpuNs,
      waitNs,
      slices,
    };
    this.#last = { reading, schedstat: counters };
    return reading;
  }

  /** Who made a child by vfork(2) sleeps until that has another program or is gone: in state D, and for as long as the child likes. */
  #waitsForItsChild(): boolean {
    const text = unlessEnded(this.pid, this.#tid, () => this.syscall());
    const call = text === null ? null : parseSyscall(text);
    return call !== null && isVfork(call);
  }

  /** Text of proc_pid_syscall(5), null when the thread has ended. Throws EACCES, also of one that is about to end. */
  syscall(): string | null {
    this.#syscall ??= new ProcFile(`/proc/${this.pid}/task/${this.#tid}/syscall`);
    return this.#syscall.read();
  }

  close(): void {
    for (const file of this.#files) file.close();
    this.#syscall?.close();
  }
}

/** Third field of proc_pid_stat(5); the name before it may hold anything, a closing parenthesis too. */
function stateOf(stat: string): string {
  return stat.charAt(stat.lastIndexOf(') ') + 2);
}

/** The first word after `label`; a process name with a line break in it is escaped by the kernel. */
function field(status: string, label: string): string {
  const start = status.lastIndexOf(label);
  if (start < 0) throw new Error(`/proc status has no ${JSON.stringify(label.trim())}`);
  const from = start + label.length;
  const match = /^\S+/.exec(status.slice(from, from + 24));
  return match ? match[0] : '';
}
