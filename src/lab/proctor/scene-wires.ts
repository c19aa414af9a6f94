import { randomBytes } from 'node:crypto';
import { closeSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import type { Scene } from '../exercise/scene.js';
import { listenOnLoopback } from '../libc/libc.js';
import { datagramsTaken } from '../kernel/udp-diag.js';
import { DatagramWire } from '../peer/datagram-wire.js';
import type { Room } from '../peer/inbox.js';
import { socketFrom, StreamWire } from '../peer/stream-wire.js';
import type { Ends, PeerWire } from '../peer/wire.js';
import type { PremadeConnection } from '../peer/premade.js';

/** A connection that an `fd` or `socket` wire takes, with the descriptor number it has inside the sandbox. */
export interface Handed extends PremadeConnection {
  readonly insideFd: number;
}

/** The most a program may send in one scene beyond what is looked at, bytes: the largest `data` and some room. */
const MAX_KEPT_BYTES = 80 << 20;

/** Who is told of what the program does on the wires. */
export interface WireListener {
  /** The program has connected, or been connected to. */
  connected(wire: string): void;
  /** Anything has happened on a wire; `bytes` have arrived, mostly none. */
  happened(wire: string, bytes: number): void;
  /** The program sends without end. */
  excess(): void;
}

/**
 * The wires of one scene as it is played: which connection a name means in this round, what the program is
 * given for it, what the peer holds.
 */
export class SceneWires {
  readonly #scene: Scene;
  readonly #handed: Map<string, Handed[]>;
  readonly #listener: WireListener;
  readonly #wires = new Map<string, PeerWire>();
  readonly #servers = new Map<string, Server[]>();
  /** What the scene's wires may keep together, so that no program can fill our memory. */
  readonly #room: Room;
  readonly #ports = new Map<string, number[]>();
  readonly #paths = new Map<string, string>();
  /** Connections of earlier rounds, kept open so that nothing reaches the program from them. */
  readonly #past: PeerWire[] = [];
  readonly #insideFds = new Map<string, number>();

  /** `handed`: for each premade wire's name its connections, one per round. */
  constructor(scene: Scene, handed: Map<string, Handed[]>, listener: WireListener) {
    this.#scene = scene;
    this.#handed = handed;
    this.#listener = listener;
    this.#room = { bytes: MAX_KEPT_BYTES, onExcess: () => listener.excess() };
  }

  /** Makes ready what the round needs: the next connection of each wire that changes, listeners, free ports. */
  async prepare(round: number): Promise<void> {
    for (const [name, wire] of Object.entries(this.#scene.wires)) {
      if (round > 0 && !wire.eachRound) continue;
      switch (wire.as) {
        case 'fd':
        case 'socket':
          this.#take(name);
          break;
        case 'program-connects':
          await this.#listen(name, wire.count ?? null);
          break;
        case 'peer-connects':
          if (wire.over === 'unix') this.#paths.set(name, freeName());
          else this.#ports.set(name, [freePort()]);
      }
    }
  }

  /** The wire of that name now, or undefined while nobody has connected. */
  find(name: string): PeerWire | undefined {
    return this.#wires.get(name);
  }

  get(name: string): PeerWire {
    const wire = this.#wires.get(name);
    if (!wire) throw new WireNotConnected(name);
    return wire;
  }

  /** Wires of a group, in the order of its ports; those not connected left out. */
  group(name: string): PeerWire[] {
    return this.groupNames(name).flatMap((each) => this.#wires.get(each) ?? []);
  }

  groupNames(name: string): string[] {
    const count = this.#scene.wires[name]?.count;
    return count === undefined ? [name] : Array.from({ length: count }, (_, index) => `${name}.${index}`);
  }

  /** Every connection there is now. */
  all(): PeerWire[] {
    return [...this.#wires.values()];
  }

  ports(name: string): number[] {
    return this.#ports.get(name) ?? [];
  }

  path(name: string): string {
    return this.#paths.get(name) ?? '';
  }

  /** The number of the wire's descriptor inside the sandbox, if it was handed over as one. */
  lentFd(name: string): number | undefined {
    return this.#insideFds.get(name);
  }

  insideFd(name: string): number {
    const fd = this.lentFd(name);
    if (fd === undefined) throw new Error(`the wire ${name} has no descriptor in the sandbox`);
    return fd;
  }

  /** The peer connects, with each wire of the group, to where the program was told to listen. False when nobody listens. */
  async connect(name: string): Promise<boolean> {
    const path = this.#paths.get(name);
    const [port = 0] = this.ports(name);
    const to = path === undefined ? { host: '127.0.0.1', port } : { path };
    for (const each of this.groupNames(name)) if (!(await this.#connectOne(each, to))) return false;
    return true;
  }

  async #connectOne(name: string, to: { host: string; port: number } | { path: string }): Promise<boolean> {
    const socket = connect({ ...to, allowHalfOpen: true });
    const connected = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    if (!connected) return false;
    const ends: Ends =
      'path' in to
        ? { over: 'unix' }
        : { over: 'tcp', program: to.port, peer: socket.localPort ?? 0, programConnected: false };
    this.#add(name, socket, ends);
    return true;
  }

  close(): void {
    for (const server of [...this.#servers.values()].flat()) server.close();
    for (const wire of [...this.#past, ...this.#wires.values()]) wire.close();
    for (const rest of this.#handed.values())
      for (const connection of rest.splice(0)) closeSync(connection.peerFd);
  }

  #take(name: string): void {
    const next = this.#handed.get(name)?.shift();
    if (!next) throw new Error(`no connection is left for the wire ${name}`);
    const { over, peerFd } = next;
    const ends = { program: next.programPort, peer: next.peerPort };
    this.#insideFds.set(name, next.insideFd);
    if (over === 'tcp') this.#add(name, socketFrom(peerFd), { over, ...ends, programConnected: true });
    else {
      const happened = this.#happenedOn(name);
      this.#put(new DatagramWire(name, peerFd, { over, ...ends }, happened, datagramsTaken, this.#room));
    }
  }

  #add(name: string, socket: Socket, ends: Ends): void {
    this.#put(new StreamWire(name, socket, ends, this.#happenedOn(name), this.#room));
  }

  #happenedOn(name: string): (bytes: number) => void {
    return (bytes) => this.#listener.happened(name, bytes);
  }

  #put(wire: PeerWire): void {
    this.#retire(wire.name);
    this.#wires.set(wire.name, wire);
    this.#listener.happened(wire.name, 0);
  }

  #retire(name: string): void {
    const wire = this.#wires.get(name);
    if (wire) {
      wire.consume(wire.unreadBytes);
      this.#past.push(wire);
    }
    this.#wires.delete(name);
  }

  async #listen(name: string, count: number | null): Promise<void> {
    for (const server of this.#servers.get(name) ?? []) server.close();
    const servers: Server[] = [];
    this.#servers.set(name, servers);
    const names = this.groupNames(name);
    const ports: number[] = [];
    for (const each of names) {
      this.#retire(each);
      const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
        // One program, one connection: whoever comes second is turned away.
        if (this.#wires.has(each)) return socket.destroy();
        this.#listener.connected(each);
        const [program, peer] = [socket.remotePort ?? 0, socket.localPort ?? 0];
        return this.#add(each, socket, { over: 'tcp', program, peer, programConnected: true });
      });
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject).listen(0, '127.0.0.1', resolve);
      });
      servers.push(server);
      const address = server.address();
      ports.push(typeof address === 'object' && address ? address.port : 0);
    }
    this.#ports.set(name, count === null ? ports.slice(0, 1) : ports);
  }
}

export class WireNotConnected extends Error {
  readonly wire: string;

  constructor(wire: string) {
    super(`nobody has connected to ${wire}`);
    this.wire = wire;
  }
}

/** A port nobody listens on in this network namespace, which holds nothing but the lab. */
function freePort(): number {
  const { fd, port } = listenOnLoopback(1);
  closeSync(fd);
  return port;
}

/**
 * A name in the abstract namespace (unix(7)): it belongs to the network namespace, which program and proctor share, so
 * that nobody has to resolve a path in a file system that the program can change. Nothing lies behind it but a socket.
 */
function freeName(): string {
  return `\0doorbell-${randomBytes(8).toString('hex')}`;
}
