import type { SleepingCall } from './readings.js';
import { isEpoll, isNap, isRead, isSetInMemory, isWrite, parseSyscall, sleepsFor } from './system-calls.js';

function call(text: string): SleepingCall {
  const parsed = parseSyscall(text);
  if (!parsed) throw new Error(`not a call: ${text}`);
  return parsed;
}

const registers = (...values: string[]) => [...values, ...Array<string>(8).fill('0x0')].slice(0, 8).join(' ');

it('reads a line of the kernel: number, name, six arguments', () => {
  expect(parseSyscall('281 0xd 0x7ffe2271e8e0 0x400 0xbb1 0x0 0x8 0x7ffe2271e8a0 0x7fa6ddb26cae\n')).toEqual({
    number: 281,
    name: 'epoll_pwait',
    arguments: [13, 0x7ffe2271e8e0, 1024, 2993, 0, 8],
  });
});

it.each(['running\n', '-1 0x7ffe 0x7fa6\n', '', '\n', 'nonsense'])('%j is no call', (text) => {
  expect(parseSyscall(text)).toBeNull();
});

it('names a call it does not know by its number', () => {
  expect(call('999 0x0').name).toBe('call 999');
});

describe('how long a sleep lasts by its arguments', () => {
  it.each<[string, string, number | null]>([
    ['the loop with nothing armed', `281 ${registers('0xd', '0x7f', '0x400', '0xffffffff')}`, Infinity],
    ['the same, sign kept', `281 ${registers('0xd', '0x7f', '0x400', '0xffffffffffffffff')}`, Infinity],
    ['the loop with a timer', `281 ${registers('0xd', '0x7f', '0x400', '0x3df')}`, 991],
    ['the old epoll_wait', `232 ${registers('0x5', '0x7f', '0x10', '0x14')}`, 20],
    ['epoll_pwait2 for ever', `441 ${registers('0x5', '0x7f', '0x10', '0x0')}`, Infinity],
    ['epoll_pwait2 with a time', `441 ${registers('0x5', '0x7f', '0x10', '0x7fff')}`, null],
    ['poll for ever', `7 ${registers('0x7f', '0x1', '0xffffffff')}`, Infinity],
    ['poll for 100 ms', `7 ${registers('0x7f', '0x1', '0x64')}`, 100],
    ['ppoll for ever', `271 ${registers('0x7f', '0x1', '0x0')}`, Infinity],
    ['ppoll with a time', `271 ${registers('0x7f', '0x1', '0x7fff')}`, null],
    ['select for ever', `23 ${registers('0x5', '0x7f', '0x0', '0x0', '0x0')}`, Infinity],
    ['select with a time', `23 ${registers('0x5', '0x7f', '0x0', '0x0', '0x7fff')}`, null],
    ['pselect6 with a time', `270 ${registers('0x5', '0x7f', '0x0', '0x0', '0x7fff')}`, null],
    ['Atomics.wait without an end', `202 ${registers('0x7f', '0x80', '0x0', '0x0')}`, Infinity],
    ['Atomics.wait in slices', `202 ${registers('0x7f', '0x80', '0x0', '0x7fff')}`, null],
    ['nanosleep', `230 ${registers('0x1', '0x0', '0x7f')}`, null],
    ['a sleep taken up again after a signal', '219 0x0', null],
    ['aio_suspend without an end', `202 ${registers('0x7f', '0x80', '0x1', '0x0')}`, Infinity],
    ['futex_waitv with a time', `449 ${registers('0x7f', '0x1', '0x0', '0x7fff')}`, null],
    ['recvmmsg for ever', `299 ${registers('0x5', '0x7f', '0x1', '0x0', '0x0')}`, Infinity],
    ['recvmmsg with a time', `299 ${registers('0x5', '0x7f', '0x1', '0x0', '0x7fff')}`, null],
    ['connect, given up by TCP', `42 ${registers('0x5', '0x7f', '0x10')}`, null],
    ['close that lingers', `3 ${registers('0x5')}`, null],
    ['accept', `43 ${registers('0x5')}`, Infinity],
    ['send', `44 ${registers('0x5', '0x7f', '0x40')}`, Infinity],
    ['recv', `45 ${registers('0x14', '0x7f', '0x40')}`, Infinity],
    ['a call without a name here', '999 0x0', Infinity],
  ])('%s', (_name, line, ms) => {
    expect(sleepsFor(call(line))).toBe(ms);
  });
});

it('tells kinds of calls apart', () => {
  const kinds = (line: string) =>
    [isEpoll, isSetInMemory, isRead, isWrite, isNap].filter((is) => is(call(line))).map((is) => is.name);
  expect(kinds('281 0x0')).toEqual(['isEpoll']);
  expect(kinds('232 0x0')).toEqual(['isEpoll']);
  expect(kinds('7 0x0')).toEqual(['isSetInMemory']);
  expect(kinds('0 0x0')).toEqual(['isRead']);
  expect(kinds('45 0x0')).toEqual(['isRead']);
  expect(kinds('1 0x0')).toEqual(['isWrite']);
  expect(kinds('42 0x0')).toEqual(['isWrite']);
  expect(kinds('18 0x0')).toEqual(['isWrite']);
  expect(kinds('295 0x0')).toEqual(['isRead']);
  expect(kinds('23 0x0')).toEqual(['isSetInMemory']);
  expect(kinds('230 0x0')).toEqual(['isNap']);
  expect(kinds('202 0x7f 0x80 0x0 0x0 0x0 0x0')).toEqual([]);
});
