import { faultsOf, isSentence } from '../../../../test/support/bilingual-text.js';
import type { End } from '../recording.js';
import { dataPaths, mechanisms } from '../report.js';
import { summaryOf } from './summary.js';
import type { SummaryFacts } from './summary.js';

const good: SummaryFacts = {
  status: 'graded',
  passed: true,
  mechanism: 'notified',
  wanted: 'notified',
  dataPath: 'readiness-then-read',
  score: 12,
  maxScore: 12,
  firstFailed: null,
  end: null,
  loadFailure: null,
  exportName: 'receive',
  diagnostics: 0,
  neverTold: false,
  sleepingCall: 'epoll_pwait',
};

const bad: SummaryFacts = {
  ...good,
  passed: false,
  score: 3,
  firstFailed: {
    title: { en: 'Tells exactly once', 'zh-CN': '恰好通知一次' },
    observed: {
      en: 'Your callback ran twice instead of once.',
      'zh-CN': '你的回调运行了 2 次，应该是 1 次。',
    },
  },
};

const end: End = { how: 'exit', code: 1, signal: null, error: null, line: null };

/** Every way a run can end, by name. */
const endings: Record<string, SummaryFacts> = {
  passed: good,
  'passed, nothing awaited': { ...good, mechanism: null, dataPath: null },
  'passed, quietly': { ...good, quiet: true },
  'passed by spinning, as asked': { ...good, mechanism: 'busy-poll', wanted: 'busy-poll', cpuMs: 312.4 },
  'another check failed': bad,
  'another check failed, nothing awaited': { ...bad, mechanism: null, dataPath: null },
  'nothing known': { ...bad, mechanism: null, firstFailed: null },
  blocked: { ...bad, mechanism: 'blocking', sleepingCall: 'read' },
  spinning: { ...bad, mechanism: 'busy-poll', sleepingCall: null },
  'asking on a timer': { ...bad, mechanism: 'timed-poll' },
  multiplexed: { ...bad, mechanism: 'multiplexed', sleepingCall: 'epoll_wait' },
  'never told': { ...bad, neverTold: true },
  'never told at all': { ...bad, mechanism: null, neverTold: true },
  crashed: { ...bad, end: { ...end, error: 'Error: read ECONNRESET' } },
  exited: { ...bad, mechanism: null, end: { ...end, code: 0 } },
  'out of memory': { ...bad, mechanism: null, end: { ...end, how: 'out-of-memory', code: null } },
  'too much output': { ...bad, end: { ...end, how: 'too-much-output', code: null, signal: 'SIGKILL' } },
  'too much CPU': { ...bad, end: { ...end, how: 'signal', code: 152, signal: 'signal 24' } },
  'did not compile': { ...bad, status: 'not-run', mechanism: null, diagnostics: 1 },
  'did not compile, many': { ...bad, status: 'not-run', mechanism: null, diagnostics: 7 },
  'threw while loading': {
    ...bad,
    status: 'not-run',
    loadFailure: { how: 'threw', error: 'Error: no', end: null },
  },
  'threw nothing while loading': {
    ...bad,
    status: 'not-run',
    loadFailure: { how: 'threw', error: '', end: null },
  },
  'export missing': {
    ...bad,
    status: 'not-run',
    loadFailure: { how: 'no-export', error: 'receive', end: null },
  },
  'never loaded': { ...bad, status: 'not-run', loadFailure: { how: 'never-settled', error: '', end: null } },
  'ended while loading': {
    ...bad,
    status: 'not-run',
    loadFailure: { how: 'ended', error: '', end: { ...end, code: 0 } },
  },
  'crashed while loading': {
    ...bad,
    status: 'not-run',
    loadFailure: { how: 'ended', error: 'Error: x', end: { ...end, error: 'Error: x' } },
  },
  'not run': { ...bad, status: 'not-run', mechanism: null },
  inconclusive: { ...bad, status: 'inconclusive', mechanism: null },
  fault: { ...bad, status: 'fault', mechanism: null },
};

test('each way a run can end has a summary of its own, in both languages', () => {
  const texts = Object.values(endings).map((facts) => summaryOf(facts));
  for (const text of texts) {
    expect(faultsOf(text)).toEqual([]);
    expect(isSentence(text)).toBe(true);
  }
  expect(new Set(texts.map((text) => text.en)).size).toBe(texts.length);
  expect(new Set(texts.map((text) => text['zh-CN'])).size).toBe(texts.length);
});

test('every way of waiting against every wanted one, passed or not, whoever carried', () => {
  for (const mechanism of mechanisms) {
    for (const wanted of mechanisms) {
      for (const dataPath of [...dataPaths, null]) {
        for (const sleepingCall of ['read', null]) {
          for (const facts of [good, bad]) {
            const text = summaryOf({
              ...facts,
              passed: facts.passed && mechanism === wanted,
              mechanism,
              wanted,
              dataPath,
              sleepingCall,
            });
            expect(faultsOf(text)).toEqual([]);
          }
        }
      }
    }
  }
});

test('a passed run reads as it should', () => {
  expect(summaryOf({ ...good, quiet: true })).toEqual({
    en: 'While the peer was silent your threads slept, used no CPU and never woke for nothing. When the peer acted, that alone brought the news: you were told. Below you, Node learned “ready” and moved the bytes itself: synchronous at that level.',
    'zh-CN':
      '对端沉默期间，你的线程都在睡眠，不占 CPU，没有无故醒来。对端一有动作，消息自己就送到了：你是被通知的。往下一层，Node 得到的是“就绪”，数据是它自己搬的：那一层是同步 IO。',
  });
});

test('rest is claimed only of a run that was seen at rest', () => {
  expect(summaryOf(good).en).not.toContain('used no CPU');
});

test('a held thread is named with the call it slept in', () => {
  expect(summaryOf({ ...bad, mechanism: 'blocking', sleepingCall: 'read' })).toEqual({
    en: 'While it waited for the peer, your thread was held: it slept in `read` and could do nothing else. You stood at the airport waiting for the ticket. Leave a callback and return: then the courier comes to you.',
    'zh-CN':
      '等待对端的时候，你的线程被堵住了：它睡在 `read` 里，别的什么也做不了。你是站在机场等票。留下回调，先返回：快递员会送上门来。',
  });
});

test('the right way of waiting is acknowledged when something else failed', () => {
  expect(summaryOf(bad).en).toBe(
    'How you wait is right: you are told. First to look at, “Tells exactly once”: Your callback ran twice instead of once.',
  );
});

test('who was asked to spin is told what it cost', () => {
  const spun: SummaryFacts = { ...good, mechanism: 'busy-poll', wanted: 'busy-poll', dataPath: 'retry' };
  expect(summaryOf({ ...spun, cpuMs: 312.4 }).en).toContain('It cost 312 ms of CPU in the silences');
  expect(summaryOf(spun).en).not.toContain('cost');
});
