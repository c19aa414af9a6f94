import { faultsOf, isSentence } from '../../../../test/support/bilingual-text.js';
import { findings } from '../recording.js';
import type { End, Finding, Observation } from '../recording.js';
import { mechanisms } from '../report.js';
import { standardChecks } from './checks.js';
import { explanationOf, notReached, observedOf } from './findings.js';

function observation(finding: Finding, values: Observation['values'] = {}, check = 'told'): Observation {
  return { check, passed: false, finding, round: 0, line: null, values };
}

/** The shapes of values with which the lab records each finding, by the step it comes from. */
const recorded: Record<Finding, Observation['values'][]> = {
  returned: [{}],
  held: [
    'read',
    'recvfrom',
    'write',
    'futex',
    'epoll_pwait',
    'poll',
    'clock_nanosleep',
    'wait4',
    'accept4',
    'openat',
    'pause',
    'call 999',
  ]
    .map((call): Observation['values'] => ({ call }))
    .concat({ call: null }),
  'waits-inside': [{}],
  'returned-early': [{}],
  'asleep-in': [{ call: 'recvfrom', wanted: 'recvfrom, read' }],
  'asleep-elsewhere': [
    { call: 'futex', onLoop: false, wanted: 'recvfrom, read' },
    { call: 'epoll_pwait', onLoop: true, wanted: 'recvfrom, read' },
    { call: null, wanted: 'poll' },
  ],
  'asleep-for-a-time': [
    { call: 'poll', onLoop: false, wanted: 'poll, ppoll', ms: 150 },
    { call: 'pselect6', onLoop: false, wanted: 'select, pselect6', ms: null },
  ],
  'asleep-beside-a-timer': [{ call: 'poll', onLoop: false, wanted: 'poll, ppoll' }],
  spun: [{}],
  threw: [{ error: 'TypeError: x is not a function' }, { error: '' }],
  quiet: [{ wakeUps: 0, cpuMs: 0, call: 'epoll_pwait' }],
  moving: [
    { wakeUps: 15, cpuMs: 2.51, call: 'epoll_pwait' },
    { wakeUps: 1, cpuMs: 0.01, call: null },
    { wakeUps: 0, cpuMs: 40, call: null },
  ],
  spinning: [{ wakeUps: 1, cpuMs: 2012.3, call: null }],
  answered: [{}],
  ignored: [{ call: 'futex' }, { call: null }],
  'in-slices': [{ call: 'futex' }, { call: null }],
  told: [{}],
  'told-later': [{}],
  'never-told': [
    { call: 'epoll_pwait', ignored: false },
    { call: 'read', ignored: true },
    { call: 'epoll_pwait', ignored: true },
    { call: null, ignored: false },
  ],
  'wrong-arguments': [
    { position: 2, got: '63', wanted: '64' },
    { position: 1, got: 'null', wanted: 'an Error' },
    { position: 1, got: 'Error: ECONNRESET', wanted: 'null' },
    { position: 1, got: '"half a li"', wanted: 'half a line' },
    { position: 1, got: '49 entries', wanted: '50 entries' },
  ],
  'wrong-value': [
    { got: 'null', wanted: 'an object' },
    { got: 'object', wanted: 'the same object' },
    { got: '63', wanted: '64' },
    { got: 'null', wanted: '-1' },
    { got: 'Error: EAGAIN', wanted: '0' },
  ],
  'right-path': [{ path: 'aio', wanted: 'aio' }],
  'other-path': [
    ...['blocking-read', 'retry', 'readiness-then-read', 'signal-then-read'].map((path) => ({
      path,
      wanted: 'aio',
    })),
    { path: 'aio', wanted: 'helper-thread' },
  ],
  'wrong-field': [
    { position: 1, field: 'isCompleted', got: 'false', wanted: 'true' },
    { from: 'promise', field: 'error', got: 'null', wanted: 'an Error' },
    { from: 'call', field: 'key', got: 'object', wanted: 'a' },
  ],
  'no-error': [{}],
  'still-pending': [{ of: 2, settled: 0 }],
  'settled-early': [
    { of: 1, settled: 1 },
    { of: 3, settled: 2 },
  ],
  'wrong-bytes': [
    { at: 0, bytes: 64 },
    { at: 17, bytes: 64 },
    { at: 5, bytes: 7, got: '"pong 2\\n"', wanted: '"pong 1\\n"' },
    { count: 50, at: 7, bytes: 50, got: '"abc"', wanted: 'def' },
    { count: 50, at: 8, bytes: 50, got: 'null', wanted: 'an Error' },
    { at: 1000, bytes: 8388608, got: '1000 bytes' },
    { at: 8388609, bytes: 8388608, got: '8388609 bytes' },
    { at: 12, bytes: 8388608, got: '8388608 bytes' },
  ],
  'right-bytes': [{ bytes: 64 }, { at: 0, bytes: 64, got: '64 bytes' }],
  'too-early': [{}],
  rejected: [{ error: 'Error: read ECONNRESET' }, { error: '' }],
  'not-rejected': [{}],
  'wrong-rejection': [
    { error: 'Error: stopped', wanted: 'AbortError' },
    { error: '', wanted: '' },
  ],
  'wrong-result': [
    { got: '"half a li"', wanted: 'half a line' },
    { got: 'null', wanted: 'text' },
    { got: 'array', wanted: 'an Error' },
  ],
  'rang-in-order': [{}],
  'rang-out-of-order': [{}],
  disarmed: [{}],
  'still-armed': [{}],
  'held-back': [{ taken: 200000, most: 1048576, sent: 8388608 }],
  'took-too-much': [{ taken: 8388608, most: 1048576, sent: 8388608 }],
  'rang-right': [
    { times: 1, wanted: 1 },
    { times: 0, wanted: 0 },
    { times: 3, wanted: 3 },
  ],
  'rang-too-often': [
    { times: 2, wanted: 1 },
    { times: 1, wanted: 0 },
    { times: 4, wanted: 3 },
  ],
  'rang-too-seldom': [
    { times: 0, wanted: 1 },
    { times: 2, wanted: 3 },
  ],
  'after-return': [{}],
  'inside-call': [{}],
  'nothing-more': [{ bytes: 0, got: '""' }],
  'something-more': [
    { bytes: 1, got: '"x"' },
    { bytes: 12, got: '"got nothing\\n"' },
  ],
  taken: [{ taken: 8388608, bytes: 8388608 }],
  'not-taken': [{ taken: 120000, bytes: 8388608 }],
  closed: [{ open: 0, of: 50 }],
  'left-open': [
    { open: 1, of: 50 },
    { open: 50, of: 50 },
    { open: 1, of: 1 },
  ],
  'sets-closed': [{ open: 0 }],
  'set-left-open': [{ open: 1 }, { open: 3 }],
  kept: [{ gone: 0, of: 1 }],
  'not-kept': [
    { gone: 1, of: 1 },
    { gone: 2, of: 3 },
  ],
  crashed: [
    { code: 1, signal: null, error: 'Error: read ECONNRESET' },
    { code: 7, signal: null, error: null },
    { code: 137, signal: 'signal 9', error: null },
    { code: 152, signal: 'signal 24', error: null },
    {
      code: 134,
      signal: 'signal 6',
      error: 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
    },
    { code: null, signal: null, error: null },
  ],
  exited: [{ code: 0, signal: null, error: null }],
  'out-of-memory': [{}],
  'too-much-cpu': [{}],
  'too-much-output': [{ code: null, signal: 'SIGKILL', error: null }],
  'broken-off': [{ code: null, signal: 'SIGKILL', error: null }],
  'too-much-sent': [{ code: null, signal: 'SIGKILL', error: null }],
  'too-long': [{ code: null, signal: 'SIGKILL', error: null }],
  'not-listening': [{}],
  'never-connected': [{ wire: 'peers.3' }],
};

const everyCheck = [...standardChecks, 'my-own'];

test.each(findings)(
  '%s is said in both languages, for each check and all that is recorded with it',
  (finding) => {
    // Also without any values: a recording of another version must still give whole sentences.
    for (const values of [...recorded[finding], {}]) {
      for (const check of everyCheck) {
        for (const passed of [true, false]) {
          const seen = { ...observation(finding, values, check), passed };
          const explained = mechanisms.map((wanted) => explanationOf(check, seen, wanted));
          for (const text of [observedOf(seen), ...explained]) {
            expect(faultsOf(text)).toEqual([]);
            expect(isSentence(text)).toBe(true);
          }
        }
      }
    }
  },
);

test('the numbers and calls of the observation stand in the sentence', () => {
  expect(observedOf(observation('moving', { wakeUps: 15, cpuMs: 2.51, call: 'epoll_pwait' }))).toEqual({
    en: 'Nothing happened at the peer, yet your program woke up 15 times (2.5 ms of CPU).',
    'zh-CN': '对端没有任何动静，你的程序却醒了 15 次（CPU 用时 2.5 毫秒）。',
  });
  expect(observedOf(observation('held', { call: 'recvfrom' })).en).toBe(
    'Your function did not return: your thread was asleep in the system call `recvfrom`.',
  );
  expect(observedOf(observation('rang-too-often', { times: 2, wanted: 1 }))).toEqual({
    en: 'Your callback ran twice instead of once.',
    'zh-CN': '你的回调运行了 2 次，应该是 1 次。',
  });
  expect(observedOf(observation('not-taken', { taken: 120000, bytes: 8388608 })).en).toContain(
    '120,000 of 8,388,608 bytes',
  );
});

test('each shape of wrong bytes has its own sentence', () => {
  const said = recorded['wrong-bytes'].map((values) => observedOf(observation('wrong-bytes', values)).en);
  expect(said).toEqual([
    'Of 64 bytes, not even the first was right.',
    'The first 17 of 64 bytes were right, the next one was not.',
    'The peer received `"pong 2\\n"`; right was `"pong 1\\n"`.',
    'Entry 7 of the result (counted from 0) was `"abc"`; right was `"def"`.',
    'Entry 8 of the result (counted from 0) was nothing (null or undefined); right was an Error.',
    'The peer received 1,000 bytes instead of 8,388,608.',
    'The peer received 8,388,609 bytes instead of 8,388,608.',
    'The first 12 of 8,388,608 bytes were right, the next one was not.',
  ]);
});

test('the ways a program can end are told apart', () => {
  const said = recorded.crashed.map((values) => observedOf(observation('crashed', values)).en);
  expect(said).toEqual([
    'Your program crashed: “Error: read ECONNRESET”.',
    'Your program ended with exit code 7.',
    'Your program was ended by the signal `SIGKILL`.',
    'Your program used up all the CPU time it was allowed and was ended (SIGXCPU).',
    'Your program used up all the memory it was allowed and ended.',
    'Your program ended by itself before the peer had finished.',
  ]);
});

test('a held thread is explained by the call it slept in', () => {
  const why = (call: string) => explanationOf('returned-first', observation('held', { call })).en;
  expect(why('read')).toContain('blocking read');
  expect(why('recvfrom')).toContain('blocking read');
  expect(why('futex')).toContain('Atomics.wait');
  expect(why('epoll_pwait')).toContain('spawnSync');
  expect(why('clock_nanosleep')).toContain('fixed time');
});

test('where the thread itself is to wait, nobody is told to leave a callback', () => {
  const byHand = mechanisms.filter((mechanism) => mechanism !== 'notified');
  for (const finding of findings) {
    for (const values of recorded[finding]) {
      for (const wanted of byHand) {
        const { en } = explanationOf('told', observation(finding, values), wanted);
        expect(en).not.toMatch(
          /leave a callback|register a callback|event loop and|let Node do|`data` event|'(end|close)'/i,
        );
      }
    }
  }
});

test('a wait in vain in the right kind of call is told from one in the wrong call', () => {
  const why = (call: string) => explanationOf('told', observation('never-told', { call }), 'multiplexed').en;
  expect(why('recvfrom')).toContain('in one call (`select`, `poll` or `epoll_wait`)');
  expect(why('pselect6')).toContain('up to which descriptor');
  expect(why('epoll_wait')).toContain('does it end the call in which your thread sleeps');
});

test('a long error of the program is cut, and takes one line', () => {
  const { en } = observedOf(observation('threw', { error: `Error: a\n  b${'x'.repeat(1000)}` }));
  expect(en).toMatch(/^Your function threw “Error: a bx+…”\.$/);
  expect(en.length).toBeLessThan(260);
});

test('a check that was not reached names what ended the run', () => {
  const crash: End = { how: 'exit', code: 1, signal: null, error: 'Error: boom', line: 3 };
  const because = notReached(observation('held', { call: 'read' }, 'returned-first'), null);
  expect(because.observed.en).toBe(
    'The run did not get this far. Before that: Your function did not return: your thread was asleep in the system call `read`.',
  );
  const cases = [
    because,
    notReached(null, crash),
    notReached(null, { ...crash, how: 'by-us' }),
    notReached(null, null),
  ];
  expect(cases[1]?.observed.en).toContain('Your program crashed: “Error: boom”.');
  expect(cases[2]).toEqual(cases[3]);
  for (const { observed, explanation } of cases) {
    expect([...faultsOf(observed), ...faultsOf(explanation)]).toEqual([]);
  }
});
