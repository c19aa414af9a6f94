import { closeSync } from 'node:fs';
import type { Scene } from '../exercise/scene.js';
import { HARNESS_FD } from '../harness/protocol.js';
import type { FromHarness } from '../harness/protocol.js';
import { listProcesses } from '../kernel/process-tree.js';
import { premakeConnections, premakeDatagramPairs } from '../peer/premade.js';
import type { PremadeConnection } from '../peer/premade.js';
import { premadeNeeded, sameConnection, sameLayout } from './layout.js';
import type { Layout } from './layout.js';
import { Program } from './program.js';
import type { Launch } from './program.js';
import type { Handed } from './scene-wires.js';

/** A start that takes longer is the host's failure, ms. */
const START_LIMIT_MS = 60_000;

/** A sandbox that nobody wanted for so long gives its memory back, ms. */
const PARKED_FOR_MS = 300_000;

/** One start: parked, with its connections, nothing loaded. Used for one submission, or for none. */
export interface Sandbox {
  readonly layout: Layout;
  readonly program: Program;
  /** In the order of the layout; our ends only. */
  readonly connections: readonly Handed[];
  hear: (message: FromHarness, payload: Buffer) => void;
}

export interface Starting {
  readonly launch: (inherited: readonly number[], layout: Layout) => ReturnType<Launch>;
  /** Resolves when a CPU is free for a start; the function it resolves with gives it back. */
  readonly permit: () => Promise<() => void>;
}

/** The sandboxes of one slot: the one in use is its user's, and at most one more stands parked. */
export class Sandboxes {
  readonly #starting: Starting;
  #parked: Sandbox | null = null;
  #letGo: NodeJS.Timeout | undefined;

  constructor(starting: Starting) {
    this.#starting = starting;
  }

  /** Has one stand ready for who will want this layout. Rejects with `StartFailure`. */
  async park(layout: Layout): Promise<void> {
    this.#parked = await this.take(layout);
    this.#letGo = setTimeout(() => void this.#empty(), PARKED_FOR_MS);
  }

  /** The parked one, if it is fit; a new one otherwise. It is the caller's to end. Rejects with `StartFailure`. */
  async take(layout: Layout): Promise<Sandbox> {
    clearTimeout(this.#letGo);
    const parked = this.#parked;
    if (parked?.program.parked && sameLayout(parked.layout, layout)) {
      this.#parked = null;
      return parked;
    }
    await this.#empty();
    return await this.#start(layout);
  }

  async #empty(): Promise<void> {
    const parked = this.#parked;
    this.#parked = null;
    if (!parked) return;
    await parked.program.kill();
    for (const connection of parked.connections) closeSync(connection.peerFd);
  }

  async #start(layout: Layout): Promise<Sandbox> {
    const giveBack = await this.#starting.permit();
    try {
      const connections = makeConnections(layout);
      const holder: { sandbox: Sandbox | null } = { sandbox: null };
      try {
        const program = await Program.start(
          (inherited) => this.#starting.launch(inherited, layout),
          connections,
          listProcesses(),
          (message, payload) => holder.sandbox?.hear(message, payload),
          START_LIMIT_MS,
        );
        holder.sandbox = { layout, program, connections, hear: () => undefined };
        return holder.sandbox;
      } finally {
        // Only the program may hold its ends now: its close must be the last one.
        for (const connection of connections) closeSync(connection.programFd);
      }
    } finally {
      giveBack();
    }
  }
}

/** The layout's connections, with the numbers that the program's ends have in the program. */
export function makeConnections({ connections }: Layout): Handed[] {
  const made: PremadeConnection[] = [];
  // A listener for every run of one size: one for each connection took three times as long (16: 1.5 ms).
  while (made.length < connections.length) {
    const rest = connections.slice(made.length);
    const [first] = rest;
    if (!first) break;
    const other = rest.findIndex((each) => !sameConnection(first, each));
    const premake = first.over === 'tcp' ? premakeConnections : premakeDatagramPairs;
    made.push(...premake(other < 0 ? rest.length : other, first.socketBuffer ?? undefined));
  }
  return made.map((connection, at) => ({ ...connection, insideFd: HARNESS_FD + 1 + at }));
}

/** Who of these scenes gets which connection: for each scene, by wire, one for each round. */
export function handOut(scenes: readonly Scene[], connections: readonly Handed[]): Map<string, Handed[]>[] {
  const rest = [...connections];
  return scenes.map(
    (scene) => new Map(premadeNeeded(scene).map(({ name, count }) => [name, rest.splice(0, count)])),
  );
}
