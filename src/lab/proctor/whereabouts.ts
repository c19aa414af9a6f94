import {
  epollSets,
  hasArmedTimerDescriptor,
  holdsSocket,
  socketInode,
  watchedInodes,
} from '../kernel/descriptors.js';
import type { SleepingCall } from '../kernel/readings.js';
import { quietBetween } from '../kernel/rules.js';
import { isEpoll, isRead, isSetInMemory, isWrite, sleepsFor } from '../kernel/system-calls.js';
import { realTimeMs } from '../libc/libc.js';
import type { PeerWire } from '../peer/wire.js';
import type { Carrier, Sleep } from '../verdict/recording.js';
import { Pace, PacedWatch } from './pacing.js';
import type { Program } from './program.js';
import { turn } from './turn.js';
import type { WireReadings } from './wire-readings.js';

/** Peer wires as the observer needs them: to know whether anything waits there for us, and where the program waits. */
export interface Wires {
  all(): PeerWire[];
}

/** The first arrival: when, in ms since 1970, and the program's ends of the wires that it came on. */
export interface Watched {
  readonly atMs: number;
  readonly wires: readonly { readonly name: string; readonly inode: number }[];
}

/** Where the program is: what its thread sleeps in, where its ends of the wires are waited for, what it holds. */
export class Whereabouts {
  readonly #program: Program;
  readonly #wires: Wires;
  readonly #readings: WireReadings;
  /** Inodes of the program's ends, as last seen: a connection that both sides have ended is no longer listed, and may still be held. */
  readonly #inodes = new Map<PeerWire, number>();
  /** Call → how many threads besides the judged one slept in it when `carriers` last looked. */
  #helpers = new Map<string, number>();

  constructor(program: Program, wires: Wires, readings: WireReadings) {
    this.#program = program;
    this.#wires = wires;
    this.#readings = readings;
  }

  /**
   * What the judged thread sleeps in, waited for; null when it spins, or is gone. Read within a quiet moment: a thread on
   * its way is in futex or another call for an instant, and that says nothing of how it waits; one that looks again and
   * again may just be up, or wait for a CPU. Of a tree that never has such a moment, the call is shown as it was last seen.
   */
  async asleepIn(): Promise<Sleep | null> {
    return (await this.lookAsleep())?.sleep ?? null;
  }

  /** The same, and how long that sleep lasts at most, in ms, as far as its arguments tell (`sleepsFor`). */
  async lookAsleep(): Promise<{ readonly sleep: Sleep; readonly lastsMs: number | null } | null> {
    const watch = new PacedWatch(this.#program.tree.read());
    let last = null;
    for (const pace = new Pace(); !this.#program.end; await turn(this.#program, pace)) {
      const before = this.#program.tree.read();
      const call = this.#judgedCall();
      const now = call && { sleep: this.#sleepIn(call), lastsMs: sleepsFor(call) };
      if (quietBetween(before, this.#program.tree.read())) return now;
      last = now ?? last;
      if (watch.spins(() => this.#program.tree.read()) || watch.moving) return last;
    }
    return null;
  }

  /** What the judged thread sleeps in at this instant, null when it does not, whether the moment is quiet or not: for who makes sure of that. */
  sleepNow(): Sleep | null {
    const call = this.#judgedCall();
    return call && this.#sleepIn(call);
  }

  #judgedCall(): SleepingCall | null {
    const { tree, judged } = this.#program;
    return tree.sleepingCall(judged, judged);
  }

  #sleepIn(call: SleepingCall): Sleep {
    const { judged, loopFd, loopCall } = this.#program;
    const onLoop = call.number === loopCall && call.arguments[0] === loopFd;
    if (onLoop || !(isEpoll(call) || isSetInMemory(call))) return { call: call.name, onLoop, set: 'none' };
    if (isSetInMemory(call)) return { call: call.name, onLoop, set: 'sockets' };
    const inodes = this.#programInodes();
    const watched = watchedInodes(judged, call.arguments[0] ?? -1);
    return { call: call.name, onLoop, set: inodes.some((inode) => watched.has(inode)) ? 'sockets' : 'other' };
  }

  /** What the threads besides the judged one slept in when it was last asked who carries: no reading of its own. */
  get helpers(): ReadonlyMap<string, number> {
    return this.#helpers;
  }

  /** Where the program's ends of the open wires are waited for, when the judged thread sleeps in `judgedSleep`. */
  carriers(judgedSleep: Sleep | null): Carrier[] {
    const inodes = this.#programInodes();
    this.#helpers = new Map();
    if (inodes.length === 0) return [];
    const { judged, tree } = this.#program;
    const { loop, others } = this.#program.watched();
    const found = new Set<Carrier>();
    const { threads } = tree;
    for (const pid of new Set(threads.map((thread) => thread.pid))) {
      if (pid === judged) continue;
      for (const fd of epollSets(pid)) {
        const watched = watchedInodes(pid, fd);
        if (inodes.some((inode) => watched.has(inode))) found.add('helper-thread');
      }
    }
    for (const thread of threads) {
      const call = tree.sleepingCall(thread.pid, thread.tid);
      if (call && thread.tid !== judged)
        this.#helpers.set(call.name, (this.#helpers.get(call.name) ?? 0) + 1);
      if (!call || !waitsOn(thread.pid, call, inodes)) continue;
      found.add(thread.tid === judged ? 'judged-read' : 'helper-thread');
    }
    if (inodes.some((inode) => others.has(inode)))
      found.add(judgedSleep?.set === 'sockets' ? 'own-set' : 'helper-thread');
    if (inodes.some((inode) => loop.has(inode))) found.add('loop-set');
    if (found.size === 0) found.add('nobody');
    return [...found];
  }

  /** These wires as they are now, for who looks at the calls that an arrival brings about. */
  watch(wires: readonly PeerWire[]): Watched {
    const ends = wires.map((wire) => ({
      name: wire.name,
      inode: this.#readings.inode(wire),
    }));
    return { atMs: realTimeMs(), wires: ends };
  }

  /**
   * Whether the judged process still holds its end of the wire; where that was lent to it as a descriptor, by that number: a
   * duplicate is not what was lent.
   */
  holds(wire: PeerWire, lentFd: number | undefined): boolean {
    this.#look(wire);
    const inode = this.#inodes.get(wire);
    const { judged } = this.#program;
    if (inode === undefined) return false;
    return lentFd === undefined ? holdsSocket(judged, inode) : socketInode(judged, lentFd) === inode;
  }

  /** Whether any process of the program does, of those seen when it was last read: what a child still holds is not closed. */
  anyHolds(wire: PeerWire): boolean {
    this.#look(wire);
    const inode = this.#inodes.get(wire);
    const pids = new Set(this.#program.tree.threads.map(({ pid }) => pid));
    return inode !== undefined && [...pids].some((pid) => holdsSocket(pid, inode));
  }

  /** Notes which sockets the program's ends are, before something happens that may end a connection. */
  remember(): void {
    this.#programInodes();
  }

  /** Inode of the program's end while the connection is listed, 0 when it is not, or nobody holds it. */
  #look(wire: PeerWire): number {
    const inode = this.#readings.inode(wire);
    if (inode > 0) this.#inodes.set(wire, inode);
    return inode;
  }

  /** Names of the wires by the inode of the program's end, for all that was ever looked at. */
  names(): Map<number, string> {
    this.remember();
    return new Map([...this.#inodes].map(([wire, inode]) => [inode, wire.name]));
  }

  /** Whether any of its processes, of those seen when it was last read, holds a timer descriptor that is armed. */
  holdsArmedTimer(): boolean {
    return [...new Set(this.#program.tree.threads.map(({ pid }) => pid))].some(hasArmedTimerDescriptor);
  }

  /** Epoll sets that the program holds besides Node's own. */
  openSets(): number {
    return Math.max(0, epollSets(this.#program.judged).length - this.#program.setsOfNode);
  }

  #programInodes(): number[] {
    return this.#wires.all().flatMap((wire) => {
      const inode = this.#look(wire);
      return inode > 0 ? [inode] : [];
    });
  }
}

function waitsOn(pid: number, call: SleepingCall, inodes: readonly number[]): boolean {
  if (!isRead(call) && !isWrite(call)) return false;
  const inode = socketInode(pid, call.arguments[0] ?? -1);
  return inode !== null && inodes.includes(inode);
}
