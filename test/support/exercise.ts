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
