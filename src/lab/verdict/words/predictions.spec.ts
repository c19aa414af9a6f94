import { faultsOf, isSentence } from '../../../../test/support/bilingual-text.js';
import { mechanisms, predictionSchema } from '../report.js';
import { predictionExplanation, predictionObserved, predictionOf, predictionSummary } from './predictions.js';

const pairs = mechanisms.flatMap((guessed) => [...mechanisms, null].map((seen) => ({ guessed, seen })));

it.each(pairs)('$guessed guessed, $seen seen: a text in both languages', ({ guessed, seen }) => {
  const prediction = predictionSchema.parse(predictionOf(guessed, seen));
  expect(prediction).toMatchObject({ guessed, right: seen === null ? null : guessed === seen });
  expect(faultsOf(prediction.text)).toEqual([]);
  expect(isSentence(prediction.text)).toBe(true);
});

it('each pair has words of its own', () => {
  const texts = pairs.flatMap(({ guessed, seen }) =>
    seen === null ? [] : [predictionOf(guessed, seen)?.text],
  );
  expect(texts).toHaveLength(25);
  for (const language of ['en', 'zh-CN'] as const) {
    expect(new Set(texts.map((text) => text?.[language])).size).toBe(25);
  }
});

it('a wrong guess is told as wrong, a right one as right, and neither speaks of whose program it was', () => {
  for (const { guessed, seen } of pairs) {
    const text = predictionOf(guessed, seen)?.text ?? { en: '', 'zh-CN': '' };
    expect(/果然如此|正是这样|确实睡在一次/.test(text['zh-CN'])).toBe(guessed === seen);
    expect(text.en).not.toMatch(/your (program|thread)/i);
    expect(text['zh-CN']).not.toMatch(/你的(程序|线程)/);
  }
});

it('nobody guessed: nothing is said', () => {
  expect(predictionOf(null, 'notified')).toBeNull();
});

it.each([...mechanisms, null])('what was seen (%s) is said of a program that is not the reader’s', (seen) => {
  const summaries = [true, false].map((right) => predictionSummary(right, seen));
  for (const text of [...summaries, predictionObserved(seen)]) {
    expect(faultsOf(text)).toEqual([]);
    expect(isSentence(text)).toBe(true);
    expect(text.en).not.toMatch(/your (program|thread)/i);
    expect(text['zh-CN']).not.toMatch(/你的(程序|线程)/);
  }
  expect(faultsOf(predictionExplanation(seen))).toEqual([]);
  expect(new Set(summaries.map(({ en }) => en)).size).toBe(seen === null ? 1 : 2);
});
