import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Action, Condition, PlainStep, Scene } from '../../lab/exercise/scene.js';
import type { FromHarness } from '../../lab/harness/protocol.js';
import { listProcesses } from '../../lab/kernel/process-tree.js';
import { Random } from '../../lab/peer/random.js';
import { callArguments } from '../../lab/proctor/call-arguments.js';
import { evaluate } from '../../lab/proctor/conditions.js';
import { PeerActions } from '../../lab/proctor/peer-actions.js';
import { layoutOf } from '../../lab/proctor/layout.js';
import { Program } from '../../lab/proctor/program.js';
import { handOut, makeConnections } from '../../lab/proctor/sandboxes.js';
import { SceneLog } from '../../lab/proctor/scene-log.js';
import { SceneState } from '../../lab/proctor/scene-state.js';
import { SceneWires, WireNotConnected } from '../../lab/proctor/scene-wires.js';
import type { Handed } from '../../lab/proctor/scene-wires.js';
import { ROUNDS_WHEN_QUIET } from '../../lab/verdict/rounds.js';
import { commandOf } from '../processes.js';
import type { NaiveTask, NaiveVerdict } from './verdict.js';

const harness = fileURLToPath(import.meta.resolve('../../lab/harness/harness.js'));
const heartbeat = import.meta.resolve('./heartbeat.js');

/** Where a sensible naive grader gives up, ms; long, so that it is the gaps that decide. */
const PATIENCE_MS = 20_000;
const SILENCE_MS = 150;
const RETURN_MS = 1_000;

/** The program failed the naive grader, for this reason. */
class Failed extends Error {}

/** Stretches of time on CLOCK_MONOTONIC, ns. */
type Stretch = readonly [from: bigint, to: bigint];

/**
 * Plays an exercise's scenes with the lab's own harness and peer, and with none of its readings of the kernel. For the
 * main thread of a process that has a network and a /tmp of its own (workers.ts), and runs one at a time.
 */
export async function playNaively(task: NaiveTask): Promise<NaiveVerdict> {
  const gaps: Stretch[] = [];
  const waits: Stretch[] = [];
  const connections = makeConnections(layoutOf(task.scenes));
  const handed = handOut(task.scenes, connections);
  let hear: (message: FromHarness, payload: Buffer) => void = () => undefined;
  const outsiders = listProcesses();
  const program = await Program.start(
    (inherited) => launch(inherited, gaps),
    connections,
    outsiders,
    (message, payload) => hear(message, payload),
    PATIENCE_MS * 3,
  ).finally(() => {
    for (const connection of connections) closeSync(connection.programFd);
  });
  const played: SceneWires[] = [];
  try {
    const loaded = Promise.withResolvers<FromHarness>();
    hear = (message) => loaded.resolve(message);
    program.ask({ ask: 'load' }, Buffer.from(task.javascript));
    await loaded.promise;
    for (const [index, scene] of task.scenes.entries()) {
      const wires = new SceneWires(scene, handed[index] ?? new Map<string, Handed[]>(), {
        happened: () => program.notify(),
        connected: () => program.notify(),
        excess: () => undefined,
      });
      played.push(wires);
      const state = new SceneState(scene.id, new Random(task.seed, index + 1));
      hear = (message, payload) => {
        state.hear(message, payload);
        program.notify();
      };
      await new Played(scene, program, state, wires, waits).play();
    }
    // The last beat that is late comes when the program turns again.
    await program.until(() => false, 2 * SILENCE_MS);
  } catch (error) {
    if (error instanceof Failed || error instanceof WireNotConnected)
      return { passed: false, why: error.message };
    throw error;
  } finally {
    await killAllBut(outsiders);
    await program.kill();
    for (const wires of played) wires.close();
    for (const rest of handed.slice(played.length).flatMap((names) => [...names.values()].flat()))
      closeSync(rest.peerFd);
  }
  const gap = gaps.find(([from, to]) => waits.some(([began, ended]) => from < ended && to > began));
  if (!gap) return { passed: true, why: '' };
  return { passed: false, why: `${(gap[1] - gap[0]) / 1_000_000n} ms without a beat` };
}

/** Also what the program has started: no sandbox is here whose end would be theirs. */
async function killAllBut(outsiders: readonly number[]): Promise<void> {
  const living = () => listProcesses().filter((pid) => !outsiders.includes(pid) && commandOf(pid) !== '');
  for (let rest = living(); rest.length > 0; rest = living()) {
    for (const pid of rest) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has just gone by itself.
      }
    }
    await pause(1);
  }
}

function launch(inherited: readonly number[], gaps: Stretch[]) {
  const child = spawn(process.execPath, ['--import', `${heartbeat}?fd=${3 + inherited.length}`, harness], {
    env: {},
    stdio: ['ignore', 'pipe', 'pipe', ...inherited, 'pipe'],
  });
  let text = '';
  (child.stdio[3 + inherited.length] as Readable).on('data', (chunk: Buffer) => {
    const lines = (text + chunk.toString()).split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) {
      const [from = '0', to = '0'] = line.split(' ');
      gaps.push([BigInt(from), BigInt(to)]);
    }
  });
  return { child, started: () => undefined };
}

/** One scene under way. Steps that look at state alone are passed over: a naive grader looks at the result. */
class Played {
  readonly #actions: PeerActions;

  constructor(
    readonly scene: Scene,
    readonly program: Program,
    readonly state: SceneState,
    readonly wires: SceneWires,
    readonly waits: Stretch[],
  ) {
    this.#actions = new PeerActions(state, wires, new SceneLog(scene.id, new Set()));
  }

  async play(): Promise<void> {
    await this.#begin(0);
    for (const step of this.scene.steps) {
      if ('shuffled' in step) for (const each of step.shuffled.steps) await this.#step(each);
      else if (!('rounds' in step)) await this.#step(step);
      else {
        const { times, steps } = step.rounds;
        for (let round = 0; round < (times === 'enough' ? ROUNDS_WHEN_QUIET : times); round += 1) {
          if (round > 0) await this.#begin(round);
          for (const each of steps) await this.#step(each);
        }
      }
    }
  }

  async #begin(round: number): Promise<void> {
    this.state.beginRound(round, this.scene.draw);
    await this.wires.prepare(round);
  }

  async #step(step: PlainStep): Promise<void> {
    if ('call' in step) await this.#call(step.call);
    else if ('silence' in step) await this.#waiting(this.program.until(() => false, SILENCE_MS));
    else if ('do' in step) {
      for (const action of step.do) await this.#perform(action);
    } else if ('arrival' in step) {
      await this.#waiting(this.#actions.perform(step.arrival.do).then(() => this.#met(step.arrival.told)));
    } else if ('expect' in step) await this.#waiting(this.#met(step.expect.condition));
    else if ('exchange' in step) {
      const { on, times, from, send, receive } = step.exchange;
      for (let n = from; n < from + times; n += 1) {
        this.#actions.ask(on, this.state.text(send.replaceAll('{n}', String(n))));
        await this.#waiting(
          this.#met({ received: on, text: this.state.text(receive.replaceAll('{n}', String(n))) }),
        );
      }
    }
  }

  /** A program may take a while to listen. */
  async #perform(action: Action): Promise<void> {
    const until = performance.now() + PATIENCE_MS;
    while (!(await this.#actions.perform(action))) {
      if (performance.now() > until) throw new Failed('nobody listens');
      await this.program.until(() => false, SILENCE_MS);
    }
  }

  async #call(call: Extract<PlainStep, { call: unknown }>['call']): Promise<void> {
    const made = callArguments(call.with, this.state, this.wires);
    const as = this.state.tag(call.as);
    const state = this.state.beginCall(call.as);
    const on = call.on === undefined ? null : this.state.tagOfKnownCall(call.on);
    const { export: name = null, method = null } = call;
    this.program.ask(
      {
        ask: 'call',
        as,
        export: name,
        on,
        method,
        with: made.arguments,
        echo: null,
        fields: [],
        thread: null,
      },
      made.payload,
    );
    // One that blocks does not come back before it is sent something: that is for the heartbeat to find.
    await this.program.until(() => state.returned !== null || state.threw !== null, RETURN_MS);
  }

  async #waiting(what: Promise<void>): Promise<void> {
    const from = process.hrtime.bigint();
    await what;
    this.waits.push([from, process.hrtime.bigint()]);
  }

  async #met(condition: Condition): Promise<void> {
    const met = () => evaluate(condition, this.state, this.wires);
    await this.program.until(() => met().met, PATIENCE_MS);
    const now = met();
    if (!now.met) throw new Failed('not told in time');
    now.consume?.();
  }
}
