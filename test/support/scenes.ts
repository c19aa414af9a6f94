import { sceneSchema } from '../../src/lab/exercise/scene.js';
import type { Scene } from '../../src/lab/exercise/scene.js';

const given = [{ fd: 'line' }, { buffer: 'box', bytes: 64 }, { bell: 'done', echo: 'box' }];

/** Rounds of `receive(fd, buffer, done)`: called, left in silence, asked whether it is free, told by one message. */
export function receiveScene(bytes = 64, times: number | 'enough' = 'enough'): Scene {
  const [fd, , bell] = given;
  return sceneSchema.parse({
    id: `message-of-${bytes}`,
    wires: { line: { as: 'fd', eachRound: true } },
    steps: [
      {
        rounds: {
          times,
          steps: [
            { call: { as: 'first', export: 'receive', with: [fd, { buffer: 'box', bytes }, bell] } },
            { silence: {} },
            { ping: {} },
            {
              arrival: {
                do: { send: { to: 'line', bytes, message: 'letter' } },
                told: { bell: 'done', buffer: 'letter', arguments: [{ is: null }, { is: bytes }] },
              },
            },
            { rung: { bell: 'done', times: 1, check: 'told-once' } },
            { 'not-inside': { bell: 'done', call: 'first' } },
          ],
        },
      },
    ],
  });
}

export const receiveTypes = `export declare function receive(
  fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void;
`;

/** What a step of such a scene can be judged by. */
export const receiveChecks = [
  'notified',
  'returned-first',
  'idle',
  'free',
  'told',
  'told-once',
  'right-bytes',
  'not-from-inside',
];
