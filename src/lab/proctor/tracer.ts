import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { readProc } from '../kernel/procfs.js';
import { TraceReader } from '../kernel/trace-lines.js';
import type { TraceLine } from '../kernel/trace-lines.js';

/** Calls that move bytes, wait, or say how a descriptor is to be waited for. */
const traced = [
  'read,readv,pread64,preadv,preadv2,recvfrom,recvmsg,recvmmsg',
  'write,writev,pwrite64,pwritev,pwritev2,sendto,sendmsg,sendmmsg,sendfile,splice',
  'poll,ppoll,select,pselect6,epoll_create1,epoll_ctl,epoll_wait,epoll_pwait,epoll_pwait2',
  'socket,bind,listen,connect,accept,accept4,shutdown,close,dup,fcntl',
  'futex,nanosleep,clock_nanosleep,timerfd_settime,rt_sigtimedwait,wait4,waitid,pause',
].join();

/** Attaching to a parked program takes some milliseconds; one that takes this long does not come, ms. */
const ATTACH_LIMIT_MS = 30_000;

/**
 * strace beside a program, from before its first line to its end. Its stops are voluntary switches themselves, so
 * nothing that is counted may be read from a program while it is traced: a traced run is a run of its own.
 */
export class Tracer {
  readonly #child: ChildProcess;
  readonly #reader = new TraceReader();
  readonly #processes = new Map<number, number>();
  readonly #over: Promise<void>;

  private constructor(child: ChildProcess, heard: (line: TraceLine) => void) {
    this.#child = child;
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      for (const [, tid] of text.matchAll(/Process (\d+) attached/g)) this.#look(Number(tid));
      for (const line of this.#reader.push(text)) {
        this.#look(line.tid);
        heard(line);
      }
    });
    this.#over = new Promise((resolve) => {
      child.once('close', () => resolve());
    });
  }

  /**
   * `heard` is told of each call when it has ended, and of each signal.
   * @throws Error in strace's own words when it may not attach
   */
  static async attach(pid: number, heard: (line: TraceLine) => void): Promise<Tracer> {
    const args = ['-f', '-ttt', '-T', '-y', '-s', '16', '-e', `trace=${traced}`, '-p', `${pid}`];
    const child = spawn('/bin/strace', args, {
      argv0: 'strace',
      env: {},
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const tracer = new Tracer(child, heard);
    let failed = '';
    child.stderr?.on('data', (text: string) => (failed ||= text.slice(0, 1000)));
    child.once('error', (error) => (failed = error.message));
    const until = performance.now() + ATTACH_LIMIT_MS;
    while (!isTraced(pid)) {
      if (child.exitCode !== null || child.pid === undefined || performance.now() > until) {
        child.kill('SIGKILL');
        throw new Error(`strace did not attach: ${failed.trim() || 'took too long'}`);
      }
      await pause(1);
    }
    return tracer;
  }

  /** Resolves when the program is gone and all that was printed is read. */
  async ended(): Promise<void> {
    await this.#over;
  }

  /** Calls that never ended; to be asked when all has. */
  unended(): TraceLine[] {
    return this.#reader.unended();
  }

  /** The process of a thread; undefined for one that was gone before anybody could look. */
  processOf(tid: number): number | undefined {
    return this.#processes.get(tid);
  }

  /** While it lives: `/proc/T` is there for a thread, too, although it is not listed (proc(5)). */
  #look(tid: number): void {
    if (this.#processes.has(tid)) return;
    const process = /^Tgid:\s*(\d+)/m.exec(readProc(`/proc/${tid}/status`) ?? '')?.[1];
    if (process !== undefined) this.#processes.set(tid, Number(process));
  }

  /** For a program that may live on. */
  stop(): void {
    this.#child.kill('SIGKILL');
  }
}

/** Whether each thread of the process has a tracer (proc_pid_status(5)). */
function isTraced(pid: number): boolean {
  const tasks = readdirSync(`/proc/${pid}/task`);
  return tasks.every((task) =>
    /^TracerPid:\s*[1-9]/m.test(readProc(`/proc/${pid}/task/${task}/status`) ?? ''),
  );
}
