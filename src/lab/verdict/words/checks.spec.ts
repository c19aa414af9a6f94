import { faultsOf, isSentence } from '../../../../test/support/bilingual-text.js';
import { mechanisms } from '../report.js';
import { checkExpected, checkTitle, standardChecks } from './checks.js';

test('every standard check has a title and an expectation, no two the same', () => {
  expect(standardChecks).toEqual(
    expect.arrayContaining([
      'notified',
      'returned-first',
      'idle',
      'free',
      'told',
      'told-once',
      'not-early',
      'once',
    ]),
  );
  for (const id of [...standardChecks, 'my-own-check']) {
    expect(faultsOf(checkTitle(id))).toEqual([]);
    expect(faultsOf(checkExpected(id))).toEqual([]);
    expect(isSentence(checkExpected(id))).toBe(true);
  }
  for (const locale of ['en', 'zh-CN'] as const) {
    expect(new Set(standardChecks.map((id) => checkTitle(id)[locale])).size).toBe(standardChecks.length);
    expect(new Set(standardChecks.map((id) => checkExpected(id)[locale])).size).toBe(standardChecks.length);
  }
});

test('the expectation of “notified” is the way of waiting that the exercise asks for', () => {
  const expected = mechanisms.map((mechanism) => checkExpected('notified', mechanism));
  expect(new Set(expected.map((text) => text.en)).size).toBe(mechanisms.length);
  expect(expected.flatMap((text) => faultsOf(text))).toEqual([]);
  expect(checkExpected('notified')).toEqual(checkExpected('notified', 'notified'));
});

test('a check the lab does not know still has words, which name it', () => {
  expect(checkTitle('my-own-check').en).toContain('my-own-check');
});

test('the measure these texts are held to finds what it is meant to find', () => {
  const text = (en: string, zh: string) => faultsOf({ en, 'zh-CN': zh }).length;
  expect(text('It came.', '来了。')).toBe(0);
  expect(text('It came，late.', '来了。')).toBe(1);
  expect(text('It came.', 'It came.')).toBe(1);
  expect(text('It came undefined times.', '来了。')).toBe(1);
  expect(text('It came {n} times.', '来了。')).toBe(1);
  expect(text('It  came.', '来了, 晚了。')).toBe(2);
});
