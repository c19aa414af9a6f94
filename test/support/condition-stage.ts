import { closeSync, writeSync } from 'node:fs';
import type { Condition, Scene } from '../../src/lab/exercise/scene.js';
import { premakeConnections } from '../../src/lab/peer/premade.js';
import { Random } from '../../src/lab/peer/random.js';
import { evaluate, type Met } from '../../src/lab/proctor/conditions.js';
import { SceneState } from '../../src/lab/proctor/scene-state.js';
import { SceneWires } from '../../src/lab/proctor/scene-wires.js';

/** Conditions on real wires: the program's end is a descriptor of ours that we write to. */
const scene: Scene = {
  id: 'scene',
  hidden: false,
  draw: [],
  wires: {
    line: { as: 'fd', over: 'tcp', eachRound: false },
    other: { as: 'fd', over: 'tcp', eachRound: false },
  },
  steps: [{ silence: { check: 'idle' } }],
};

/** The first round of that scene, with its two wires connected and one word drawn. */
export interface ConditionStage {
  readonly state: SceneState;
  readonly wires: SceneWires;
  met(condition: Condition): Met;
  /** Resolves when the condition holds on what has arrived by then. */
  until(holds: () => boolean): Promise<void>;
  /** The program writes to `line`; resolves when all of it is here. */
  say(text: string | Uint8Array): Promise<void>;
  /** The program closes `line`. */
  hangUp(): void;
  close(): void;
}

export async function openConditionStage(): Promise<ConditionStage> {
  let changed: () => void = () => undefined;
  const made = premakeConnections(2).map((connection, at) => ({ ...connection, insideFd: 4 + at }));
  const programEnds = made.map(({ programFd }) => programFd);
  const wires = new SceneWires(
    scene,
    new Map([
      ['line', made.slice(0, 1)],
      ['other', made.slice(1)],
    ]),
    { happened: () => changed(), connected: () => undefined, excess: () => undefined },
  );
  await wires.prepare(0);
  const state = new SceneState('scene', new Random(3));
  state.beginRound(0, ['word']);
  const arrived = () => wires.all().reduce((sum, wire) => sum + wire.totalBytes, 0);
  const until: ConditionStage['until'] = async (holds) => {
    while (!holds()) {
      await new Promise<void>((resolve) => {
        changed = resolve;
      });
    }
  };
  return {
    state,
    wires,
    met: (condition) => evaluate(condition, state, wires),
    until,
    async say(text) {
      const before = arrived();
      const bytes = Buffer.from(text);
      writeSync(programEnds[0] ?? -1, bytes);
      await until(() => arrived() === before + bytes.length);
    },
    hangUp() {
      closeSync(programEnds.shift() ?? -1);
    },
    close() {
      wires.close();
      for (const fd of programEnds) closeSync(fd);
    },
  };
}
