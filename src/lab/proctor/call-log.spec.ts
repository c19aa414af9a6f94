import type { TraceLine } from '../kernel/trace-lines.js';
import { CallLog } from './call-log.js';

const line = (began: number, changes: Partial<TraceLine> = {}): TraceLine => ({
  ...{
    tid: 1,
    began,
    ended: began,
    name: 'read',
    kind: 'call',
    arguments: `${began}`,
    result: 0,
    error: null,
  },
  ...changes,
});

function logged(lines: readonly TraceLine[], [began, ended] = [10, 20]): CallLog {
  const log = new CallLog();
  log.begin(began * 1000);
  log.end(ended * 1000);
  for (const each of lines) log.push(each);
  return log;
}

it('keeps what was under way in the scene', () => {
  const log = logged([line(5), line(6, { ended: 12 }), line(13), line(21)]);
  expect(log.kept().lines.map((each) => each.line.began)).toEqual([6, 13]);
});

it('puts what did not return last, and leaves out who slept through it all', () => {
  const endless = { ended: Infinity, result: null };
  const log = logged([line(6, endless), line(12, endless), line(13, { ended: 25 }), line(14)]);
  const { lines } = log.kept();
  expect(lines.map((each) => [each.line.began, log.returned(each)])).toEqual([
    [14, true],
    [12, false],
    [13, false],
  ]);
});

it('counts the same with the same outcome, one after the other, as one', () => {
  const same = { arguments: '4', result: -1, error: 'EAGAIN' };
  const log = logged([line(11, same), line(12, same), line(13, { ...same, tid: 2 }), line(14, same)]);
  expect(log.kept().lines.map(({ ended, times }) => [ended, times])).toEqual([
    [12, 2],
    [13, 1],
    [14, 1],
  ]);
});

it('of too many keeps the first and the last, and says how many are missing', () => {
  const log = logged(Array.from({ length: 1500 }, (_, index) => line(10 + index / 1024)));
  const { lines, first, leftOut } = log.kept();
  expect([lines.length, first, leftOut]).toEqual([1000, 400, 500]);
  expect([lines[399]?.line.began, lines[400]?.line.began]).toEqual([10 + 399 / 1024, 10 + 900 / 1024]);
});
