import { gifts } from './gifts.js';
import { AuthoringError } from '../authored/authoring-error.js';
import { defaultPeerScript, observedExercise } from './peer-script.js';

test.each(gifts)('the peer of the house can be played with a program that is given a %s', (gift) => {
  const exercise = observedExercise('peer script', defaultPeerScript('listen', gift), undefined);
  expect(exercise.export).toBe('listen');
  expect(exercise.checks.map(({ id, points }) => [id, points])).toEqual([
    ['notified', 0],
    ['returned-first', 0],
    ['idle', 0],
    ['free', 0],
    ['told', 0],
  ]);
  const call = JSON.stringify(exercise.scenes);
  expect(call).toContain(`"with":[{"${gift}":"peer"},{"bell":"tell","throws":false}]`);
});

test('a script says by its first call what the program must export, and may bring checks of its own', () => {
  const script = `scenes:
  - id: one
    wires: { line: { as: fd } }
    steps:
      - call: { as: first, export: receive, with: [{ fd: line }, { bell: done }], check: my-own }
      - arrival: { do: { half-close: line }, told: { bell: done } }
`;
  const exercise = observedExercise('/some/where/peer.yaml', script, 'posix');
  expect(exercise).toMatchObject({ export: 'receive', kit: 'posix', mechanism: 'notified' });
  expect(exercise.checks.map(({ id }) => id)).toEqual(['notified', 'my-own', 'told']);
});

test.each([
  [
    'a sign that is neither wire nor bell',
    '{ sign: [peer, nobody] }',
    /peer\.yaml:8:\d+: .*no wire `nobody`/,
  ],
  ['a sign of a group', '{ sign: [] }', /peer\.yaml:8/],
])('%s is told with its place', (_, told, message) => {
  const script = `scenes:
  - id: one
    wires: { peer: { as: socket } }
    steps:
      - call: { as: first, export: main, with: [{ socket: peer }] }
      - arrival:
          do: { half-close: peer }
          told: ${told}
`;
  const load = () => observedExercise('/some/where/peer.yaml', script, undefined);
  expect(load).toThrow(AuthoringError);
  expect(load).toThrow(message);
});
