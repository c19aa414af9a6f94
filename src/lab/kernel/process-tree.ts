import { readdirSync } from 'node:fs';
import { isGone, ProcFile, readProc, unlessEnded } from './procfs.js';
import type { SleepingCall, ThreadReading, TreeReading } from './readings.js';
import { parseSyscall } from './system-calls.js';

/**
 * Readings of the program's process tree, from outside it.
 *
 * The slot has a pid namespace of its own, and one submission at a time. So the tree is simply everything in
 * the slot's /proc that was not there before the submission: a daemon that detached itself, or a child whose
 * parent is gone, cannot leave it. Nothing is looked up by name or by parent, both of which a program can
 * change. A status read costs about 35 µs; descriptors stay open from one reading to the next.
 */
export class ProcessTree {
  readonly #outsiders: ReadonlySet<number>;
  #threads = new Map<number, OpenThread>();
  #lastPid = -1;
  #mostThreads = 0;
  readonly #pidsSeen = new Set<number>();

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

  /** Throws when a reading is refused (EACCES): unreadable evidence must end the run, not pass it. */
  read(): TreeReading {
    const at = performance.now();
    const lastPid = readLastPid();
    if (lastPid !== this.#lastPid) {
      this.#enumerate();
      this.#lastPid = lastPid;
    }
    const threads: ThreadReading[] = [];
    for (const [tid, thread] of this.#threads) {
      const reading = thread.read();
      if (reading) threads.push(reading);
      else {
        thread.close();
        this.#threads.delete(tid);
        // Its number may be another's already: look at everything again next time, whatever the last pid says.
        this.#lastPid = -1;
      }
    }
    this.#mostThreads = Math.max(this.#mostThreads, threads.length);
    return { threads, lastPid, at };
  }

  /** The call thread `tid` of process `pid` sleeps in; null when it runs or is gone. */
  sleepingCall(pid: number, tid: number): SleepingCall | null {
    const text = unlessEnded(pid, tid, () => readProc(`/proc/${pid}/task/${tid}/syscall`));
    return text === null ? null : parseSyscall(text);
  }

  close(): void {
    for (const thread of this.#threads.values()) thread.close();
    this.#threads.clear();
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

function readLastPid(): number {
  const text = readProc('/proc/loadavg') ?? '';
  return Number(text.slice(text.lastIndexOf(' ') + 1));
}

class OpenThread {
  readonly #pid: number;
  readonly #tid: number;
  readonly #status: ProcFile;
  readonly #schedstat: ProcFile;

  private constructor(pid: number, tid: number, status: ProcFile, schedstat: ProcFile) {
    this.#pid = pid;
    this.#tid = tid;
    this.#status = status;
    this.#schedstat = schedstat;
  }

  static open(pid: number, tid: number): OpenThread | null {
    let status: ProcFile | undefined;
    try {
      status = new ProcFile(`/proc/${pid}/task/${tid}/status`);
      return new OpenThread(pid, tid, status, new ProcFile(`/proc/${pid}/task/${tid}/schedstat`));
    } catch (error) {
      status?.close();
      if (isGone(error)) return null;
      throw error;
    }
  }

  read(): ThreadReading | null {
    // schedstat first: a thread found asleep afterwards has not run in between without its counter showing it.
    const schedstat = this.#schedstat.read();
    const status = this.#status.read();
    if (schedstat === null || status === null) return null;
    const state = field(status, '\nState:\t');
    if (state === 'Z' || state === 'X') return null;
    const [cpuNs = 0, waitNs = 0, slices = 0] = schedstat.split(' ').map(Number);
    return {
      pid: this.#pid,
      tid: this.#tid,
      state,
      voluntary: Number(field(status, '\nvoluntary_ctxt_switches:\t')),
      involuntary: Number(field(status, '\nnonvoluntary_ctxt_switches:\t')),
      cpuNs,
      waitNs,
      slices,
    };
  }

  close(): void {
    this.#status.close();
    this.#schedstat.close();
  }
}

/** The first word after `label`; a process name with a line break in it is escaped by the kernel. */
function field(status: string, label: string): string {
  const start = status.lastIndexOf(label);
  if (start < 0) throw new Error(`/proc status has no ${JSON.stringify(label.trim())}`);
  const from = start + label.length;
  const match = /^\S+/.exec(status.slice(from, from + 24));
  return match ? match[0] : '';
}
