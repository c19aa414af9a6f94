import { sampleOf } from '../../test/support/question-files.js';
import { takesTheSameAnswers } from './answer-space.js';
import type { Question } from './question.js';

const choice = { ...sampleOf('single-choice'), parameters: { p: [1], q: [1] } };
const [a, b, c] = choice.options;

it.each<[string, boolean, Question]>([
  ['another key', true, { ...choice, options: [{ ...a!, correct: true }, { ...b!, correct: false }, c!] }],
  ['another text', true, { ...choice, prompt: { en: 'Else', 'zh-CN': '别的' } }],
  ['another order in the file', true, { ...choice, options: [c!, b!, a!] }],
  ['an option more', false, { ...choice, options: [...choice.options, { ...c!, id: 'd' }] }],
  ['an option by another name', false, { ...choice, options: [a!, b!, { ...c!, id: 'd' }] }],
  ['another type', false, sampleOf('multiple-choice')],
  ['parameters drawn in another order', false, { ...choice, parameters: { q: [1], p: [1] } }],
  ['other parameters', false, { ...choice, parameters: { p: [1, 2] } }],
])('%s: %s', (_, same, other) => {
  expect(takesTheSameAnswers(choice, other)).toBe(same);
});

it('of a trace reading its parts', () => {
  const trace = sampleOf('trace-reading');
  const [first, ...rest] = trace.parts;
  expect(takesTheSameAnswers(trace, trace)).toBe(true);
  expect(takesTheSameAnswers(trace, { ...trace, parts: rest })).toBe(false);
  expect(takesTheSameAnswers(trace, { ...trace, parts: [{ ...first!, weight: 9 }, ...rest] })).toBe(true);
});
