import { sampleCheck, sampleReport } from '../../test/support/sample-report.js';
import type { Exercise, Solution } from './exercise/exercise.js';
import { differences } from './stated.js';

const exercise = { slug: 'unpoll', mechanism: 'notified' } as Exercise;

function solution(changes: Partial<Solution>): Solution {
  return {
    file: 'rejected/x.ts',
    source: '',
    prediction: null,
    accepted: false,
    mechanism: 'timed-poll',
    dataPath: null,
    status: 'graded',
    fails: ['notified', 'idle'],
    ...changes,
  };
}

const accepted = solution({ accepted: true, mechanism: null, fails: [] });
const polled = sampleReport({
  passed: false,
  score: 1,
  mechanism: 'timed-poll',
  checks: [sampleCheck('idle', false), sampleCheck('told', true), sampleCheck('notified', false)],
});

test('an accepted solution must pass in full, notified as the exercise asks', () => {
  expect(differences(accepted, exercise, sampleReport())).toEqual([]);
  expect(differences(accepted, exercise, sampleReport({ score: 4 }))).toEqual([
    { what: 'score', stated: '5', came: '4' },
  ]);
  expect(differences(accepted, exercise, polled).map(({ what }) => what)).toEqual([
    'passed',
    'score',
    'mechanism',
    'failing checks',
  ]);
});

test('a rejected solution must fail by exactly the checks it names, in any order', () => {
  expect(differences(solution({}), exercise, polled)).toEqual([]);
  expect(differences(solution({ fails: ['notified'] }), exercise, polled)).toEqual([
    { what: 'failing checks', stated: 'notified', came: 'idle, notified' },
  ]);
  expect(differences(solution({ fails: ['notified', 'idle', 'told'] }), exercise, polled)).toEqual([
    { what: 'failing checks', stated: 'idle, notified, told', came: 'idle, notified' },
  ]);
});

test('the right failure with the wrong mechanism is a difference', () => {
  expect(differences(solution({ mechanism: 'blocking' }), exercise, polled)).toEqual([
    { what: 'mechanism', stated: 'blocking', came: 'timed-poll' },
  ]);
  expect(differences(solution({ mechanism: null }), exercise, polled)).toEqual([
    { what: 'mechanism', stated: 'none', came: 'timed-poll' },
  ]);
});

test('the data path is compared where it is stated', () => {
  expect(differences(solution({ dataPath: 'retry' }), exercise, polled)).toEqual([
    { what: 'data path', stated: 'retry', came: 'readiness-then-read' },
  ]);
});

test('what never ran is compared by its status, not by checks it does not have', () => {
  const notRun = sampleReport({
    status: 'not-run',
    passed: false,
    score: 0,
    mechanism: null,
    dataPath: null,
  });
  expect(differences(solution({ status: 'not-run', mechanism: null, fails: [] }), exercise, notRun)).toEqual(
    [],
  );
  expect(differences(solution({}), exercise, notRun).map(({ what }) => what)).toEqual([
    'status',
    'mechanism',
  ]);
});
