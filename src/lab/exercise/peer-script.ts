import { basename } from 'node:path';
import type { Bilingual } from '../bilingual.js';
import { checkScenes } from './check-scenes.js';
import { type Exercise, type ExerciseFile, scenesFileSchema } from './exercise.js';
import type { Gift } from './gifts.js';
import { AuthoringError, type AuthoringProblem } from '../authored/authoring-error.js';
import { readYaml } from '../authored/read-yaml.js';
import type { PlainStep, Scene } from './scene.js';
import { checkOfStep } from './step-check.js';

/**
 * The peer that a program meets when it has none of its own: in each round the function is called with a new
 * conversation and a bell; the peer is silent, sends one line, and is silent again.
 */
export function defaultPeerScript(exported: string, gift: Gift): string {
  const as = gift === 'port' ? 'program-connects' : gift;
  return `scenes:
  - id: silence-then-a-line
    draw: [word]
    wires:
      peer: { as: ${as}, eachRound: true }
    steps:
      - rounds:
          times: enough
          steps:
            - call: { as: main, export: ${exported}, with: [{ ${gift}: peer }, { bell: tell }] }
            - silence: {}
            - ping: {}
            - arrival:
                do: { send: { to: peer, text: "hello {word}\\n" } }
                told: { sign: [peer, tell] }
            - silence: {}
`;
}

/**
 * A peer script (scenes.yaml, docs/authoring.md) as something the lab can play: nobody gets points for it, and every
 * check that a step feeds is observed, in the order of the steps. The first export that it calls is the one that the program must have.
 *
 * @throws AuthoringError naming each problem with file, line and place
 */
export function observedExercise(file: string, text: string, kit: Exercise['kit']): Exercise {
  const name = basename(file);
  const { value, wrote, problem } = readYaml(name, text, scenesFileSchema);
  const { scenes } = value;
  const steps = scenes.flatMap(stepsOf);
  const exported = steps.map(exportOf).find((each) => each !== undefined) ?? 'main';
  const given = new Set(['notified', ...steps.map(checkOfStep)]);
  const exercise: ExerciseFile = { ...blank, export: exported, checks: checksOf(given), ...(kit && { kit }) };
  const problems: AuthoringProblem[] = [];
  checkScenes(exercise, scenes, wrote, (path, message) => problems.push(problem(path, message)));
  if (problems.length > 0) throw new AuthoringError(problems);
  return { ...exercise, scenes, starter: '', types: '' };
}

const nothing: Bilingual = { en: '–', 'zh-CN': '–' };

const blank = {
  slug: 'observe',
  version: 1,
  title: nothing,
  track: 'kernel',
  after: [],
  level: 1,
  minutes: 1,
  kind: 'function',
  summary: nothing,
  statement: nothing,
  hints: [],
  mechanism: 'notified',
  timers: 'allowed',
} as const satisfies Omit<ExerciseFile, 'export' | 'checks'>;

function checksOf(ids: ReadonlySet<string | null>): ExerciseFile['checks'] {
  return [...ids].flatMap((id) => (id === null ? [] : [{ id, points: 0 }]));
}

function stepsOf(scene: Scene): PlainStep[] {
  return scene.steps.flatMap((step) => {
    if ('rounds' in step) return step.rounds.steps;
    return 'shuffled' in step ? step.shuffled.steps : [step];
  });
}

function exportOf(step: PlainStep): string | undefined {
  if ('call' in step) return step.call.export;
  return 'held-call' in step ? step['held-call'].export : undefined;
}
