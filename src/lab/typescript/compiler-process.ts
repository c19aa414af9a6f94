import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Locale } from '../bilingual.js';
import { childEntry } from './child-entry.js';
import type { CheckOutcome, ChildMessage, CompileJob, HeapQuestion } from './compiler-protocol.js';

/**
 * One compiler process, kept warm, with limits of its own. A process and not a thread: V8 ends the whole process
 * when a worker's heap cannot grow (measured with Node 26.10: `resourceLimits` stops some programs with
 * ERR_WORKER_OUT_OF_MEMORY, while a growing array or Map in a worker aborts its host). See docs/decisions.
 */

export type TooHeavy = 'time' | 'memory' | 'depth';
export type ProcessOutcome = CheckOutcome | { readonly tooHeavy: TooHeavy };

export interface ProcessLimits {
  /** CPU seconds of one check, all threads; a warm check of an ordinary answer needs 0.05. */
  readonly cpuSeconds: number;
  /** MiB of V8's old generation; the warm compiler itself needs about 120. */
  readonly heapMiB: number;
  /**
   * Checks after which a process makes room for a new one. V8's own reading of the text (check-submission.ts) is a
   * `vm.SourceTextModule`, and none of these is ever collected (nodejs/node#59118): 5 MiB in a thousand checks.
   */
  readonly checks: number;
}

/** The compiler could not do its work: not the submission's fault. */
export class CompilerFault extends Error {
  override readonly name = 'CompilerFault';
}

interface Running {
  readonly child: ChildProcess;
  readonly ready: Promise<void>;
  /** Jobs it has finished, for telling a heavy job from a process that others have filled. */
  served: number;
}

// V8 aborts (SIGABRT, SIGTRAP, SIGILL by build) when the heap cannot grow; SIGSEGV is an overrun native stack.
const deathsByWeight = new Set(['SIGABRT', 'SIGTRAP', 'SIGILL', 'SIGSEGV']);
// USER_HZ: fixed at 100 for user space on every architecture that Node supports (proc(5), times(2)).
const ticksPerSecond = 100;
const leastWaitMs = 100;

/**
 * A check leaves megabytes of garbage, and V8's collector then wakes a helper for every core: with the young generation
 * larger and the collector alone, a check cost 24 ms of CPU in place of 44 (2 cores).
 */
const garbageFlags = ['--min-semi-space-size=32', '--single-threaded-gc'];

export class CompilerProcess {
  private readonly locale: Locale;
  private readonly limits: ProcessLimits;
  private running: Running | undefined;
  /** Is to take its place, and is warming up. */
  private next: { readonly running: Running; isReady: boolean } | undefined;
  private queue: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor(locale: Locale, limits: ProcessLimits) {
    this.locale = locale;
    this.limits = limits;
  }

  /** Starts the process ahead of the first job. */
  async warm(): Promise<void> {
    await this.start().ready;
  }

  /**
   * Jobs are done one after the other: the process has one thread.
   *
   * @throws CompilerFault when no process can be had, or the exercise's types are wrong
   */
  check(job: CompileJob): Promise<ProcessOutcome> {
    const result = this.queue.then(() => this.checkNow(job));
    this.queue = result.catch(() => undefined);
    return result;
  }

  /** Bytes that the process holds on to, after a collection; 0 while there is none. */
  heap(): Promise<number> {
    const result = this.queue.then(() => this.heapNow());
    this.queue = result.catch(() => undefined);
    return result;
  }

  /** Ends the process at once; a job under way is rejected. */
  close(): void {
    this.closed = true;
    this.running?.child.kill('SIGKILL');
    this.next?.running.child.kill('SIGKILL');
  }

  private async heapNow(): Promise<number> {
    const { running } = this;
    if (running === undefined) return 0;
    await running.ready;
    const { promise, resolve } = Promise.withResolvers<number>();
    const onMessage = (message: ChildMessage) => resolve(message.type === 'heap' ? message.bytes : 0);
    const onExit = () => resolve(0);
    running.child.once('message', onMessage).once('exit', onExit);
    running.child.send({ question: 'heap' } satisfies HeapQuestion, () => undefined);
    return promise.finally(() => running.child.off('message', onMessage).off('exit', onExit));
  }

  private async checkNow(job: CompileJob): Promise<ProcessOutcome> {
    this.takeNext();
    const running = this.start();
    await running.ready;
    const outcome = await this.ask(running, job);
    if (!('tooHeavy' in outcome)) {
      running.served += 1;
      if (running.served >= this.limits.checks) this.prepareNext();
      return outcome;
    }
    this.discard(running);
    // Memory that earlier jobs left behind must not count against this one: only a new process proves it.
    if (outcome.tooHeavy === 'memory' && running.served > 0) return this.checkNow(job);
    // Replaced now, so that the next student does not wait for it. A failure shows when it is used.
    this.start().ready.catch(() => undefined);
    return outcome;
  }

  private ask({ child }: Running, job: CompileJob): Promise<ProcessOutcome> {
    const { promise, resolve, reject } = Promise.withResolvers<ProcessOutcome>();
    const cpuBefore = cpuSeconds(child);
    let timer: NodeJS.Timeout | undefined;
    const watch = (left: number) => {
      timer = setTimeout(
        () => {
          // A starved host is not a heavy submission: what counts is CPU time, and it may have got none.
          const rest = this.limits.cpuSeconds - (cpuSeconds(child) - cpuBefore);
          if (rest > 0) watch(rest);
          else resolve({ tooHeavy: 'time' });
        },
        Math.max(left * 1000, leastWaitMs),
      );
    };
    const onMessage = (message: ChildMessage) => {
      if (message.type === 'outcome') resolve(message.outcome);
      else if (message.type === 'used-up') resolve({ tooHeavy: message.reason });
      else reject(new CompilerFault(message.type === 'fault' ? message.message : 'unexpected message'));
    };
    const onExit = (code: number | null, signal: NodeJS.Signals | null) => {
      if (signal !== null && deathsByWeight.has(signal)) resolve({ tooHeavy: 'memory' });
      else
        reject(
          new CompilerFault(
            this.closed ? 'the compiler was closed' : `the compiler process ended (${signal ?? code})`,
          ),
        );
    };
    child.on('message', onMessage).once('exit', onExit);
    watch(this.limits.cpuSeconds);
    child.send(job, (error) => {
      // Its exit, which tells more, follows or has been seen.
      if (error !== null && child.connected)
        reject(new CompilerFault('the compiler process cannot be reached', { cause: error }));
    });
    return promise.finally(() => {
      clearTimeout(timer);
      child.off('message', onMessage).off('exit', onExit);
    });
  }

  /** Warms a process beside the one that works, so that nobody waits for it. One that fails is tried again after the next job. */
  private prepareNext(): void {
    if (this.closed || this.next !== undefined) return;
    const next = { running: this.spawn(), isReady: false };
    this.next = next;
    next.running.ready.then(
      () => {
        next.isReady = true;
      },
      () => {
        this.next = undefined;
      },
    );
  }

  private takeNext(): void {
    if (this.next?.isReady !== true) return;
    const { running } = this.next;
    this.next = undefined;
    if (this.running !== undefined) this.discard(this.running);
    this.running = running;
  }

  private start(): Running {
    if (this.closed) throw new CompilerFault('the compiler was closed');
    return (this.running ??= this.spawn());
  }

  private discard(running: Running): void {
    running.child.kill('SIGKILL');
    if (this.running === running) this.running = undefined;
  }

  private spawn(): Running {
    const entry = childEntry('compiler-child', import.meta.url);
    const child = fork(entry.path, [], {
      execArgv: [
        ...entry.execArgv,
        '--experimental-vm-modules',
        ...garbageFlags,
        `--max-old-space-size=${this.limits.heapMiB}`,
      ],
      env: {},
      serialization: 'json',
      // Nothing is ever written to its stdin: the end of it tells that this process is gone.
      stdio: ['pipe', 'ignore', 'pipe', 'ipc'],
    });
    let lastWords = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      lastWords = (lastWords + text).slice(-2000);
    });
    const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
    const running: Running = { child, ready, served: 0 };
    child.once('message', (message: ChildMessage) => {
      if (message.type === 'ready') resolve();
      else reject(new CompilerFault(message.type === 'fault' ? message.message : 'unexpected message'));
    });
    child.once('error', (error) =>
      reject(new CompilerFault('the compiler process cannot be started', { cause: error })),
    );
    child.once('exit', (code, signal) => {
      if (this.running === running) this.running = undefined;
      if (this.next?.running === running) this.next = undefined;
      reject(
        new CompilerFault(`the compiler process ended (${signal ?? code}) before it was ready: ${lastWords}`),
      );
    });
    child.send({ locale: this.locale }, () => undefined);
    return running;
  }
}

/** CPU seconds of all threads of the process so far; 0 when it is gone. proc_pid_stat(5), fields 14 and 15. */
function cpuSeconds(child: ChildProcess): number {
  try {
    const stat = readFileSync(`/proc/${child.pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  } catch {
    return 0;
  }
}
