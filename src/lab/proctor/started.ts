import { closeSync } from 'node:fs';
import type { FromHarness } from '../harness/protocol.js';
import type { Recording } from '../verdict/recording.js';
import { layoutOf } from './layout.js';
import type { Run } from './messages.js';
import { Observer } from './observer.js';
import type { Program } from './program.js';
import { handOut } from './sandboxes.js';
import type { Sandbox, Sandboxes } from './sandboxes.js';
import type { ScenePlayer } from './scene-player.js';
import type { Handed } from './scene-wires.js';
import type { WireReadings } from './wire-readings.js';

/** Loading may take turns at working and sleeping; one still at it after this much is taken as never loading, ms. */
const LOAD_LIMIT_MS = 30_000;

export interface Surroundings {
  readonly sandboxes: Sandboxes;
  readonly onScene: (number: number) => void;
}

/** A sandbox with what its program was handed, ready to play the scenes from `from` on. */
export interface Started {
  readonly sandbox: Sandbox;
  readonly program: Program;
  /** By the scene's index. */
  readonly handed: Map<string, Handed[]>[];
  readonly players: ScenePlayer[];
}

/** A sandbox for the scenes from `from` on: parked, with their connections, the answer not yet loaded. */
export async function startFor(
  run: Run,
  from: number,
  { sandboxes }: Surroundings,
  recording: Recording,
): Promise<Started> {
  const began = performance.now();
  try {
    const rest = run.scenes.slice(from);
    const sandbox = await sandboxes.take(layoutOf(rest, run.kit));
    recording.starts += 1;
    const before = run.scenes.slice(0, from).map(() => new Map<string, Handed[]>());
    const handed = [...before, ...handOut(rest, sandbox.connections)];
    return { sandbox, program: sandbox.program, handed, players: [] };
  } finally {
    recording.startMs += performance.now() - began;
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
  started.sandbox.hear = (message) => {
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
