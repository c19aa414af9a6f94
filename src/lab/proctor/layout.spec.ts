import { sceneSchema } from '../exercise/scene.js';
import { layoutOf, premadeNeeded, sameLayout } from './layout.js';

const line = { as: 'fd', socketBuffer: 4096 };
const each = { as: 'socket', eachRound: true };
const ask = { silence: {} };
const send = (to: string) => ({ do: [{ send: { to, text: 'x' } }] });

const small = { over: 'tcp', socketBuffer: 4096 } as const;
const usual = { over: 'tcp', socketBuffer: null } as const;

const scene = sceneSchema.parse({
  id: 'some',
  wires: { line, each, theirs: { as: 'program-connects' } },
  steps: [{ rounds: { times: 3, steps: [send('each')] } }, ask],
});

it('counts what must be there before the start: one connection a wire, or one a round that uses it', () => {
  expect(premadeNeeded(scene)).toEqual([
    { name: 'line', count: 1, over: 'tcp', socketBuffer: 4096 },
    { name: 'each', count: 3, over: 'tcp', socketBuffer: null },
  ]);
});

it('says only what cannot be given later', () => {
  expect(layoutOf([scene, scene], 'posix')).toEqual({
    connections: [small, usual, usual, usual, small, usual, usual, usual],
    kit: 'posix',
  });
  expect(layoutOf([])).toEqual({ connections: [] });
});

it('is the same for the same connections in the same order, and the same kit', () => {
  const one = layoutOf([scene]);
  expect(sameLayout(one, layoutOf([{ ...scene, id: 'other' }]))).toBe(true);
  expect(sameLayout(one, layoutOf([scene], 'posix'))).toBe(false);
  expect(sameLayout(one, layoutOf([scene, scene]))).toBe(false);
  expect(sameLayout(one, { connections: [usual, small, usual, usual] })).toBe(false);
  const datagrams = { ...small, over: 'udp' as const };
  expect(sameLayout(one, { connections: [datagrams, usual, usual, usual] })).toBe(false);
});
