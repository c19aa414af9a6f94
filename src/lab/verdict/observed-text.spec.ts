import { sampleCheck, sampleReport } from '../../../test/support/sample-report.js';
import { renderObserved, sentenceOf } from './observed-text.js';

const both = (text: string) => ({ en: text, 'zh-CN': text });
const check = (id: string, passed: boolean, observed: string) => ({
  ...sampleCheck(id, passed),
  observed: both(observed),
});
const report = sampleReport({
  mechanism: 'timed-poll',
  passed: false,
  score: 0,
  maxScore: 0,
  checks: [
    check('notified', false, 'It looked again.'),
    check('returned-first', true, 'It returned.'),
    check('idle', false, 'It woke 33 times.'),
    check('told', false, 'It was not reached.'),
  ],
});

test('how it waited, in a sentence, and the first thing that stands out besides', () => {
  const text = renderObserved(report, 'a\u001b[31m.ts', 'en');
  expect(text).toMatch(
    /^a\.ts · you kept asking again on a timer \(timed-poll\)\n\nIt looked again\.\n\nWhat else was seen:\n {2}idle: It woke 33 times\.\n/,
  );
  expect(text).not.toMatch(/not reached|points|passed/i);
  expect(renderObserved(report, 'a.ts', 'zh-CN')).toContain('此外看到：\n  idle：It woke 33 times.\n');
});

test('of one that was not played it says why', () => {
  const notRun = sampleReport({
    status: 'not-run',
    mechanism: null,
    summary: both('It exports nothing.'),
    diagnostics: [{ line: 2, column: 1, code: 'TS1005', message: both('Something is missing.') }],
  });
  expect(sentenceOf(notRun)).toEqual(both('It exports nothing.'));
  expect(renderObserved(notRun, 'a.ts', 'en')).toMatch(
    /^a\.ts · ✗ Did not run\n\nIt exports nothing\.\n\nWhat the compiler says\n {2}2:1 {2}TS1005 {2}Something is missing\.\n/,
  );
  const unclear = { ...report, mechanism: null };
  expect(renderObserved(unclear, 'a.ts', 'en')).toMatch(/^a\.ts · not seen how it waits\n/);
});
