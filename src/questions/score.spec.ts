import { sampleOf, samples } from '../../test/support/question-files.js';
import { scoreAnswer, rightAnswer } from './score.js';

/** What answers are worth, type by type: the whole, the half and the wrong. */

const values = { p: 20, T: 300 };

it.each([
  ['single-choice', { choice: 'b' }, 1],
  ['single-choice', { choice: 'a' }, 0],
  ['multiple-choice', { choices: ['a', 'b'] }, 1],
  ['multiple-choice', { choices: ['a'] }, 0.5],
  ['multiple-choice', { choices: ['a', 'b', 'c'] }, 0.5],
  ['multiple-choice', { choices: ['a', 'c', 'd'] }, 0],
  ['multiple-choice', { choices: ['a', 'b', 'c', 'd'] }, 0],
  ['multiple-choice', { choices: [] }, 0],
  ['true-false', { value: false, reason: 'a' }, 1],
  ['true-false', { value: false, reason: 'b' }, 0.5],
  ['true-false', { value: false }, 0.5],
  ['true-false', { value: true, reason: 'a' }, 0],
  ['numeric', { values: { wakes: 15, told: 0 } }, 1],
  ['numeric', { values: { wakes: 16, told: 0 } }, 1],
  ['numeric', { values: { wakes: 17, told: 0 } }, 0.5],
  ['numeric', { values: { told: 0 } }, 0.5],
  ['numeric', { values: {} }, 0],
  ['short-text', { text: ' `ewouldblock`. ' }, 1],
  ['short-text', { text: 'ＥＡＧＡＩＮ' }, 1],
  ['short-text', { text: 'EINTR' }, 0],
  ['short-text', { text: '  ' }, 0],
  ['cloze', { blanks: { first: '就绪', second: 'a' } }, 1],
  ['cloze', { blanks: { first: 'Ready', second: 'b' } }, 0.5],
  ['cloze', { blanks: {} }, 0],
  ['ordering', { order: ['a', 'b', 'c', 'd'] }, 1],
  ['ordering', { order: ['a', 'c', 'b', 'd'] }, 1],
  ['ordering', { order: ['a', 'd', 'c', 'b'] }, 0.2],
  ['ordering', { order: ['d', 'c', 'b', 'a'] }, 0],
  ['ordering', { order: ['a', 'b'] }, 0],
  ['ordering', { order: ['a', 'b', 'c', 'd', 'a'] }, 0],
  ['matching', { pairs: { a: 'x', b: 'y' } }, 1],
  ['matching', { pairs: { a: 'x', b: 'x' } }, 0.5],
  ['matching', { pairs: { a: 'z', b: 'z' } }, 0],
  ['classification', { rows: { a: 'blocked', b: 'told' } }, 1],
  ['classification', { rows: { a: 'blocked', b: 'blocked' } }, 0.5],
  ['trace-reading', { parts: { one: { choice: 'a' }, two: { values: { n: 1 } } } }, 1],
  ['trace-reading', { parts: { one: { choice: 'a' } } }, 0.75],
  ['trace-reading', { parts: { two: { values: { n: 1 } } } }, 0.25],
] as const)('%s %j earns %d', (type, answer, share) => {
  expect(scoreAnswer(sampleOf(type), values, answer)?.share).toBeCloseTo(share, 12);
});

it('an open answer is marked by nobody here', () => {
  expect(scoreAnswer(sampleOf('open'), {}, { text: 'anything' })).toBeNull();
  expect(rightAnswer(sampleOf('open'), {})).toBeNull();
});

it('a form of another type is refused, not marked', () => {
  for (const question of samples().filter(({ type }) => type !== 'open'))
    expect(() => scoreAnswer(question, values, { nonsense: 1 })).toThrow(/nonsense/);
});

it('names from the object prototype are no answers', () => {
  expect(scoreAnswer(sampleOf('classification'), {}, { rows: { constructor: 'blocked' } })?.share).toBe(0);
  expect(scoreAnswer(sampleOf('matching'), {}, { pairs: {} })?.share).toBe(0);
});

describe('a wrong answer shows what somebody believes', () => {
  it.each([
    ['single-choice', { choice: 'a' }, 'a', 'Fa', 'believes-x'],
    ['multiple-choice', { choices: ['a', 'c'] }, 'c', 'Fc', 'believes-x'],
    ['true-false', { value: true }, 'value', 'Fvalue', 'believes-y'],
    ['numeric', { values: { wakes: 300 } }, 'wakes', 'FT', 'believes-x'],
    ['short-text', { text: 'eintr' }, 'text', 'FEINTR', 'believes-y'],
    ['cloze', { blanks: { second: 'b' } }, 'second', 'Fb', 'believes-x'],
    ['ordering', { order: ['a', 'c', 'd', 'b'] }, 'd b', 'Ftrap', 'believes-x'],
    ['matching', { pairs: { a: 'z' } }, 'a', 'Fa', 'believes-x'],
    ['matching', { pairs: { b: 'x' } }, 'b', 'Fbx', 'believes-y'],
    ['classification', { rows: { b: 'blocked' } }, 'b', 'Fbb', 'believes-x'],
    ['trace-reading', { parts: { one: { choice: 'b' } } }, 'one.b', 'Fb', 'believes-x'],
  ] as const)('%s %j', (type, answer, part, feedback, misconception) => {
    const outcome = scoreAnswer(sampleOf(type), values, answer);
    const wrong = outcome?.parts.find((each) => !each.correct);
    expect(wrong).toMatchObject({ part, misconception, feedback: { en: feedback } });
  });
});
