import type { Exercise } from '../../src/lab/exercise/exercise.js';

const both = (text: string) => ({ en: text, 'zh-CN': `${text}（中文）` });

/** A small valid exercise with a hidden scene whose words must never be seen outside. */
export function sampleExercise(changes: Partial<Exercise> = {}): Exercise {
  return {
    slug: 'sample',
    version: 1,
    title: both('Sample'),
    track: 'node',
    after: [],
    level: 2,
    minutes: 10,
    kind: 'function',
    summary: both('A sample'),
    statement: both('Do it.'),
    hints: [both('A hint')],
    export: 'receive',
    mechanism: 'notified',
    timers: 'allowed',
    checks: [{ id: 'told', points: 3 }],
    scenes: [
      {
        id: 'secret-scene',
        hidden: true,
        draw: [],
        wires: {},
        steps: [{ call: { as: 'secret-call', export: 'receive', with: [], check: 'told' } }],
      },
    ],
    starter: '// the starter\n',
    types: 'export declare function receive(): void;\n',
    ...changes,
  };
}

/** One that asks for a prediction: two programs, and nothing that tells how they wait. */
export function predictionExercise(changes: Partial<Exercise> = {}): Exercise {
  const { mechanism: _, ...rest } = sampleExercise({ slug: 'predict', kind: 'prediction', starter: '' });
  return {
    ...rest,
    checks: [{ id: 'predicted', points: 3 }],
    programs: [
      { name: 'p1', source: 'export const receive = 1;\n' },
      { name: 'p2', source: 'export const receive = 2;\n' },
    ],
    ...changes,
  };
}
