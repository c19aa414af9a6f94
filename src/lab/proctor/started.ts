import { closeSync } from 'node:fs';
import type { Scene } from '../exercise/scene.js';
import { HARNESS_FD } from '../harness/protocol.js';
import type { FromHarness } from '../harness/protocol.js';
import { listProcesses } from '../kernel/process-tree.js';
import { premakeConnections } from '../peer/premade.js';
import type { Recording } from '../verdict/recording.js';
import type { Run } from './messages.js';
import { Observer } from './observer.js';
import { Program } from './program.js';
import type { Launch } from './program.js';
import type { ScenePlayer } from './scene-player.js';
import { premadeNeeded } from './scene-wires.js';
import type { Handed } from './scene-wires.js';
import type { WireReadings } from './wire-readings.js';

/** A start that takes longer is the host's failure, ms. */
const START_LIMIT_MS = 60_000;

/** Loading may take turns at working and sleeping; one still at it after this much is taken as never loading, ms. */
const LOAD_LIMIT_MS = 30_000;

export interface Surroundings {
  readonly launch: Launch;
  /** Resolves when a CPU is free for a start; the function it resolves with gives it back. */
  readonly permit: () => Promise<() => void>;
  readonly onScene: (number: number) => void;
}

/** A program with what it was handed, ready to play the scenes from `from` on. */
export interface Started {
  readonly program: Program;
  readonly handed: Map<string, Handed[]>[];
  readonly players: ScenePlayer[];
  hear: (message: FromHarness, payload: Buffer) => void;
}

/** Starts a sandbox for the scenes from `from` on: parked, with their connections, the answer not yet loaded. */
export async function startFor(
  scenes: readonly Scene[],
  from: number,
  { launch, permit }: Surroundings,
  recording: Recording,
): Promise<Started> {
  const giveBack = await permit();
  const began = performance.now();
  try {
    const handed: Map<string, Handed[]>[] = scenes.map(() => new Map<string, Handed[]>());
    const connections: Handed[] = [];
    for (const [index, scene] of scenes.entries()) {
      if (index < from) continue;
      for (const { name, count, socketBuffer } of premadeNeeded(scene)) {
        const made = premakeConnections(count, socketBuffer).map((connection, at) => ({
          ...connection,
          insideFd: HARNESS_FD + 1 + connections.length + at,
        }));
        connections.push(...made);
        handed[index]?.set(name, made);
      }
    }
    const outsiders = listProcesses();
    const holder: { started: Started | null } = { started: null };
    try {
      const program = await Program.start(
        launch,
        connections,
        outsiders,
        (message, payload) => holder.started?.hear(message, payload),
        START_LIMIT_MS,
      );
      const started: Started = { program, handed, players: [], hear: () => undefined };
      holder.started = started;
      recording.starts += 1;
      return started;
    } finally {
      // Only the program may hold its ends now: its close must be the last one.
      for (const connection of connections) closeSync(connection.programFd);
    }
  } finally {
    recording.startMs += performance.now() - began;
    giveBack();
  }
}

/** Loads the answer; false, with the reason in the recording, when it cannot be played. */
export async function load(
  started: Started,
  run: Run,
  recording: Recording,
  readings: WireReadings,
): Promise<boolean> {
  const { program } = started;
  let answer: FromHarness | null = null;
  started.hear = (message) => {
    answer ??= message;
  };
  program.ask({ ask: 'load' }, Buffer.from(run.source));
  const observer = new Observer(program, { all: () => [] }, readings);
  const answered = () => answer !== null;
  const until = performance.now() + LOAD_LIMIT_MS;
  let how = await observer.owed(answered);
  while (how === 'moving' && performance.now() < until) how = await observer.owed(answered);
  // All sleep, but a timer may be armed for which the loading waits.
  if (how === 'asleep') await observer.later(answered);
  const message = answer as FromHarness | null;
  if (message?.say === 'loaded' && message.exports.includes(run.export)) return true;
  const failure = (how: 'threw' | 'no-export' | 'never-settled' | 'ended', error: string) => {
    recording.loadFailure = { how, error: error.slice(0, 2000), end: program.end };
  };
  if (message?.say === 'load-failed') failure('threw', message.error);
  else if (message?.say === 'loaded') failure('no-export', run.export);
  else if (program.end) failure('ended', program.end.error ?? '');
  else failure('never-settled', '');
  return false;
}

/** Takes down what the program leaves behind, and ends it. */
export async function finish(started: Started, recording: Recording): Promise<void> {
  const { program, handed, players } = started;
  recording.threads = Math.max(recording.threads, program.tree.mostThreads);
  recording.processes = Math.max(recording.processes, program.tree.processesSeen);
  recording.output = {
    text: (recording.output.text + program.output.text).slice(0, 65_536),
    truncated: recording.output.truncated || program.output.truncated,
  };
  await program.kill();
  for (const player of players) player.close();
  for (const wires of handed) {
    for (const rest of wires.values()) for (const connection of rest.splice(0)) closeSync(connection.peerFd);
  }
}
