import { closeSync } from 'node:fs';
import type { Scene } from '../exercise/scene.js';
import { HARNESS_FD } from '../harness/protocol.js';
import type { FromHarness } from '../harness/protocol.js';
import { listProcesses } from '../kernel/process-tree.js';
import { SockDiag } from '../kernel/sock-diag.js';
import { premakeConnections } from '../peer/premade.js';
import { Random } from '../peer/random.js';
import type { Recording } from '../verdict/recording.js';
import type { ToProctor } from './messages.js';
import { Observer } from './observer.js';
import { Starved } from './pacing.js';
import { Program } from './program.js';
import { RunLimit } from './run-limit.js';
import type { Launch } from './program.js';
import { ScenePlayer } from './scene-player.js';
import type { Proven } from './state-checks.js';
import { premadeNeeded } from './scene-wires.js';
import type { Handed } from './scene-wires.js';

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

type Run = Extract<ToProctor, { ask: 'run' }>;

/** A program with what it was handed, ready to play the scenes from `from` on. */
interface Started {
  readonly program: Program;
  readonly handed: Map<string, Handed[]>[];
  readonly players: ScenePlayer[];
  hear: (message: FromHarness, payload: Buffer) => void;
}

/**
 * Plays all scenes of an exercise with one submission.
 *
 * Scenes share one start as long as each ends well: a correct program costs one start of Node. After a scene that
 * did not, the rest gets a fresh sandbox, so that what one scene spoiled is not held against the next.
 * Rejects only for failures that are not the program's.
 */
export async function runScenes(run: Run, surroundings: Surroundings): Promise<Recording> {
  const recording: Recording = {
    loadFailure: null,
    scenes: [],
    unreadable: null,
    output: { text: '', truncated: false },
    threads: 0,
    processes: 0,
    starts: 0,
    startMs: 0,
    runMs: 0,
    silenceMs: 0,
  };
  const diag = new SockDiag();
  const proven: Proven = { spin: false, moving: false, polled: false, held: false };
  const checks = new Set(run.checks);
  const spinWanted = run.mechanism === 'busy-poll';
  const limit = new RunLimit(run.limitMs);
  let started: Started | null = null;
  try {
    for (const [index, scene] of run.scenes.entries()) {
      // A thread that is held or spins would only be held again: what is not seen by now is left for the next attempt.
      if ((proven.spin && !spinWanted) || proven.held || limit.over) break;
      // The visible situations still teach a program that asks again on a timer something; the hidden ones would only wait.
      if (proven.polled && scene.hidden) continue;
      surroundings.onScene(index + 1);
      if (!started) {
        started = await startFor(run.scenes, index, surroundings, recording);
        limit.begin(started.program);
        if (!(await load(started, run, recording, diag))) break;
      }
      const began = performance.now();
      const player: ScenePlayer = new ScenePlayer({
        scene,
        program: started.program,
        handed: started.handed[index] ?? new Map<string, Handed[]>(),
        checks,
        diag,
        random: new Random(run.seed, index + 1),
        proven,
        spinWanted,
      });
      started.hear = (message, payload) => player.hear(message, payload);
      started.players.push(player);
      const played = await player.play();
      recording.scenes.push(played);
      recording.runMs += performance.now() - began;
      recording.silenceMs += player.silenceMs;
      if (!played.complete || started.program.end) {
        const ended = started;
        started = null;
        await finish(ended, recording, limit);
      }
    }
  } catch (error) {
    if (error instanceof Starved) recording.unreadable = error.message;
    else if (isRefused(error)) recording.unreadable = 'a reading of the program was refused';
    else throw error;
  } finally {
    if (started) await finish(started, recording, limit);
    if (limit.starved) recording.unreadable ??= 'the host gave the run too little CPU';
    diag.close();
  }
  return recording;
}

async function startFor(
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

async function load(started: Started, run: Run, recording: Recording, diag: SockDiag): Promise<boolean> {
  const { program } = started;
  let answer: FromHarness | null = null;
  started.hear = (message) => {
    answer ??= message;
  };
  program.ask({ ask: 'load' }, Buffer.from(run.source));
  const observer = new Observer(program, { all: () => [] }, diag);
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

async function finish(started: Started, recording: Recording, limit: RunLimit): Promise<void> {
  const { program, handed, players } = started;
  limit.end();
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

function isRefused(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'EACCES' || code === 'EPERM';
}
