import { faultsOf, isSentence } from '../../../../test/support/bilingual-text.js';
import { dataPaths, mechanisms } from '../report.js';
import { levelsOf, mechanismExplanation, mechanismObserved } from './mechanisms.js';
import type { WaitingFacts } from './mechanisms.js';

const facts: WaitingFacts = {
  rounds: 5,
  told: 5,
  untold: 0,
  call: 'epoll_pwait',
  ignoredPings: 0,
  wakeUps: 0,
  cpuMs: 0,
  neverTold: false,
};

const kinds: Partial<WaitingFacts>[] = [
  {},
  { rounds: 0, told: 0 },
  { rounds: 1, told: 1 },
  { told: 4, neverTold: true },
  { call: null },
  { untold: 3, wakeUps: 15, cpuMs: 288 },
  { ignoredPings: 1, call: 'read' },
  { ignoredPings: 2, call: 'futex' },
];

test('every way of waiting is described, whatever was counted', () => {
  for (const mechanism of [...mechanisms, null]) {
    for (const kind of kinds) {
      const text = mechanismObserved(mechanism, { ...facts, ...kind });
      expect(faultsOf(text)).toEqual([]);
      expect(isSentence(text)).toBe(true);
    }
    for (const wanted of mechanisms) {
      const text = mechanismExplanation(mechanism, wanted);
      expect(faultsOf(text)).toEqual([]);
      expect(isSentence(text)).toBe(true);
    }
  }
});

test('the observation carries the counts of the run', () => {
  expect(mechanismObserved('blocking', { ...facts, call: 'read', ignoredPings: 2 }).en).toBe(
    'Your thread was held: it was asleep in `read`. Twice it was asked “are you free?”, and it did not answer.',
  );
  expect(mechanismObserved('timed-poll', { ...facts, untold: 3 }).en).toContain('In 3 of 5 rounds');
  expect(mechanismObserved('busy-poll', { ...facts, cpuMs: 288 }).en).toContain('288 ms of CPU');
  expect(mechanismObserved('notified', { ...facts, told: 4, neverTold: true }).en).toContain('4 of 5 times');
});

test('the wanted way is confirmed, another one is explained with what to do instead', () => {
  expect(mechanismExplanation('notified', 'notified').en).toMatch(/asks for\.$/);
  expect(mechanismExplanation('timed-poll', 'notified').en).toContain('phone the airport');
  expect(mechanismExplanation('timed-poll', 'notified').en).toContain('Say once');
  expect(mechanismExplanation('timed-poll', 'timed-poll').en).not.toContain('Say once');
});

test('each level has its answer, for every way and every carrier', () => {
  for (const mechanism of mechanisms) {
    for (const dataPath of [...dataPaths, null]) {
      const levels = levelsOf(mechanism, dataPath);
      for (const text of [levels.code, levels.library, levels.kernel]) {
        expect(faultsOf(text)).toEqual([]);
        expect(isSentence(text)).toBe(true);
      }
    }
  }
});

test('libuv is named where it carried the bytes, and not where the program waited on a set of its own', () => {
  expect(levelsOf('notified', 'readiness-then-read').library.en).toContain('libuv');
  expect(levelsOf('notified', 'readiness-then-read').kernel.en).toContain('libuv is not the kernel');
  const own = levelsOf('multiplexed', 'readiness-then-read');
  expect(JSON.stringify(own)).not.toContain('libuv');
  expect(levelsOf('notified', 'signal-then-read').code.en).toMatch(/^Half/);
});
