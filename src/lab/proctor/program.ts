import type { ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import { encodeFrame, FrameReader } from '../harness/frames.js';
import type { FromHarness, ToHarness } from '../harness/protocol.js';
import { epollSets, watchedInodes } from '../kernel/descriptors.js';
import { ProcessTree } from '../kernel/process-tree.js';
import { readProc } from '../kernel/procfs.js';
import { isEpoll } from '../kernel/system-calls.js';
import { premakeConnections } from '../peer/premade.js';
import type { PremadeConnection } from '../peer/premade.js';
import { socketFrom, StreamWire } from '../peer/stream-wire.js';
import type { PeerWire } from '../peer/wire.js';
import type { End } from '../verdict/recording.js';
import { Habits } from './habits.js';
import { parseFromHarness } from './harness-messages.js';
import { Output } from './output.js';
import type { EndedFor } from './output.js';

/**
 * Starts the confined program with these descriptors inherited as 3, 4, …; stdout and stderr piped.
 * `started` is to be called once its script runs.
 */
export type Launch = (inherited: readonly number[]) => { readonly child: ChildProcess; started(): void };

/** How long a program that has broken off its conversation with us is given to end by itself, ms; then we end it. */
const BROKEN_OFF_MS = 1_000;

/** A killed tree that lasts longer has left the slot unusable, ms. */
const GONE_LIMIT_MS = 30_000;

/** The program could not be brought to its parked state: ours or the host's failure, never the student's. */
export class StartFailure extends Error {}

/**
 * One start of the sandbox: the process tree, the harness's socket, the output, the end.
 *
 * `start` resolves when the program is *parked*: Node is up, the harness asleep in its event loop, and not one
 * line of the submission has run. What is read then (which process is judged, which epoll set is the loop's)
 * can be trusted afterwards.
 */
export class Program {
  readonly tree: ProcessTree;
  /** Over all its scenes: what it did in one is known in the next. */
  readonly habits: Habits;
  readonly harness: PeerWire;
  readonly output: Output;
  /** Process id and, of the initial thread, thread id. */
  readonly judged: number;
  readonly loopFd: number;
  /** Number of the call by which the event loop itself waits on that set; a program's own call is another one. */
  readonly loopCall: number;
  /** Epoll sets that Node itself holds, the loop's own among them. */
  readonly setsOfNode: number;
  #end: End | null = null;
  readonly #child: ChildProcess;
  readonly #handlers: Set<() => void>;

  private constructor(parts: {
    child: ChildProcess;
    tree: ProcessTree;
    harness: PeerWire;
    output: Output;
    judged: number;
    loopFd: number;
    loopCall: number;
    setsOfNode: number;
    handlers: Set<() => void>;
    ended: () => End | null;
  }) {
    this.#child = parts.child;
    this.tree = parts.tree;
    this.habits = new Habits(parts.tree);
    this.harness = parts.harness;
    this.output = parts.output;
    this.judged = parts.judged;
    this.loopFd = parts.loopFd;
    this.loopCall = parts.loopCall;
    this.setsOfNode = parts.setsOfNode;
    this.#handlers = parts.handlers;
    this.#end = parts.ended();
    parts.child.once('close', () => {
      this.#end = parts.ended();
    });
  }

  static async start(
    launch: Launch,
    connections: readonly PremadeConnection[],
    outsiders: readonly number[],
    onMessage: (message: FromHarness, payload: Buffer) => void,
    limitMs: number,
  ): Promise<Program> {
    const handlers = new Set<() => void>();
    const changed = () => {
      for (const handler of [...handlers]) handler();
    };
    const [own] = premakeConnections(1);
    if (!own) throw new StartFailure('no connection for the harness');
    const submission = launch([own.programFd, ...connections.map((connection) => connection.programFd)]);
    const { child } = submission;
    closeSync(own.programFd);
    const output = new Output(child);
    const frames = new FrameReader();
    let hello = false;
    let end: End | null = null;
    let brokenOff = false;
    const breakOff = (ms: number) => {
      if (brokenOff) return;
      brokenOff = true;
      // A program that ends also ends its conversation: its own end is the better answer, if one comes.
      const timer = setTimeout(() => {
        output.endedFor('broken-off');
        child.kill('SIGKILL');
      }, ms);
      child.once('close', () => clearTimeout(timer));
    };
    const harness: PeerWire = new StreamWire(
      'harness',
      socketFrom(own.peerFd),
      { over: 'tcp', program: own.programPort, peer: own.peerPort, programConnected: true },
      () => {
        try {
          for (const frame of frames.push(harness.unread())) {
            const message = parseFromHarness(frame.header);
            if (message.say === 'hello') hello = true;
            else onMessage(message, frame.payload);
          }
        } catch {
          // Whoever writes nonsense to the harness's socket has broken off the conversation.
          breakOff(0);
        }
        harness.consume(harness.unread().length);
        if (harness.ended || harness.broken !== null) breakOff(BROKEN_OFF_MS);
        changed();
      },
    );
    child.once('error', changed);
    // Not at `exit`: what it printed last, the error it died of, may still be in the pipes.
    child.once('close', (code, signal) => {
      end = output.endOf(code, signal);
      changed();
    });
    const bounded = async (condition: () => boolean, what: string) => {
      const until = performance.now() + limitMs;
      while (!condition()) {
        const left = until - performance.now();
        if (end || left <= 0) {
          child.kill('SIGKILL');
          throw new StartFailure(
            `${what}: ${end ? `ended first (${output.text.slice(-500)})` : 'took too long'}`,
          );
        }
        await nextChange(handlers, Math.min(left, 5));
      }
    };
    try {
      await bounded(() => hello, 'the harness did not come up');
    } finally {
      submission.started();
    }
    const chain = childrenChain(child.pid ?? 0);
    const judged = chain.at(-1) ?? 0;
    const tree = new ProcessTree([...outsiders, ...chain.slice(0, -1)]);
    let loopFd = -1;
    let loopCall = -1;
    await bounded(() => {
      const call = tree.sleepingCall(judged, judged);
      if (call && isEpoll(call)) {
        loopFd = call.arguments[0] ?? -1;
        loopCall = call.number;
      }
      return loopFd >= 0;
    }, 'the harness did not park');
    return new Program({
      child,
      tree,
      harness,
      output,
      judged,
      loopFd,
      loopCall,
      setsOfNode: epollSets(judged).length,
      handlers,
      ended: () => end,
    });
  }

  /** Null while it lives. */
  get end(): End | null {
    return this.#end;
  }

  /** It lives, and sleeps in its event loop as it did when it was started. */
  get parked(): boolean {
    if (this.#end) return false;
    const call = this.tree.sleepingCall(this.judged, this.judged);
    return call?.number === this.loopCall && call.arguments[0] === this.loopFd;
  }

  ask(message: ToHarness, payload?: Uint8Array): boolean {
    return this.harness.send(encodeFrame(message, payload));
  }

  /** Ends the program for something that it did; what then comes is its end. */
  endFor(reason: EndedFor): void {
    this.output.endedFor(reason);
    this.#child.kill('SIGKILL');
  }

  /** Resolves at the next event of the program or after `ms`. */
  async change(ms: number): Promise<void> {
    await nextChange(this.#handlers, ms);
  }

  /** Resolves when `done`, or the end, or after `ms`: asked at each event of the program. */
  async until(done: () => boolean, ms: number): Promise<void> {
    const limit = performance.now() + ms;
    while (!done() && !this.#end && performance.now() < limit) await this.change(ms);
  }

  /** To be called when something at the peer changed. */
  notify(): void {
    for (const handler of [...this.#handlers]) handler();
  }

  /** Inodes watched by the event loop's own set, and by every other set of the judged process. */
  watched(): { loop: Set<number>; others: Set<number> } {
    const others = new Set<number>();
    for (const fd of epollSets(this.judged)) {
      if (fd !== this.loopFd) for (const inode of watchedInodes(this.judged, fd)) others.add(inode);
    }
    return { loop: watchedInodes(this.judged, this.loopFd), others };
  }

  /**
   * Kills the whole tree (its pid namespace dies with bwrap) and waits until it is gone. bwrap itself goes first,
   * and what it leaves is still killed by the kernel: nothing of it may meet the slot's next program.
   */
  async kill(): Promise<void> {
    const gone = new Promise<void>((resolve) => {
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) resolve();
      else this.#child.once('close', () => resolve());
    });
    this.#child.kill('SIGKILL');
    await gone;
    const until = performance.now() + GONE_LIMIT_MS;
    while (this.tree.read().threads.length > 0) {
      if (performance.now() > until) throw new Error('a program does not go although it was killed');
      await nextChange(this.#handlers, 1);
    }
    this.harness.close();
    this.tree.close();
  }
}

async function nextChange(handlers: Set<() => void>, ms: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const finish = () => {
      handlers.delete(finish);
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    handlers.add(finish);
  });
}

/** A process, its only child, that one's only child, …: bwrap, its init, the program. */
function childrenChain(pid: number): number[] {
  const chain: number[] = [];
  for (let next = pid; next > 0;) {
    chain.push(next);
    const children = (readProc(`/proc/${next}/task/${next}/children`) ?? '').trim();
    next = children === '' ? 0 : Number(children.split(' ')[0]);
  }
  return chain;
}
