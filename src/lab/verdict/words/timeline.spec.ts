import { faultsOf } from '../../../../test/support/bilingual-text.js';
import { recordedEventSchema } from '../recording.js';
import type { RecordedEvent } from '../recording.js';
import { timelineLanes } from '../report.js';
import { eventText } from './timeline.js';

const values: RecordedEvent['values'][] = [
  {},
  { wire: 'slow', bytes: 64 },
  { wire: 'peers.3', bytes: 1 },
  { wire: 'peers', bytes: 300, times: 50, wires: 50 },
  { wire: 'slow', bytes: 36, times: 4 },
  { threads: 11, calls: 'read 1, futex 10' },
  { call: 'futex', wakeUps: 0 },
  { name: 'receive' },
  { name: '' },
  { call: 'epoll_pwait' },
  { call: null },
  { wakeUps: 15 },
  { bell: 'done', bytes: 0 },
  { code: 1, signal: null },
  { code: null, signal: 'SIGKILL' },
];

test.each(recordedEventSchema.shape.event.options)('%s has its words on every lane', (event) => {
  for (const lane of timelineLanes) {
    for (const each of values) expect(faultsOf(eventText({ at: 1, lane, event, values: each }))).toEqual([]);
  }
});

test('an event says what it carries', () => {
  const send = eventText({ at: 1, lane: 'peer', event: 'send', values: { wire: 'slow', bytes: 4194304 } });
  expect(send).toEqual({
    en: 'The peer sends 4,194,304 bytes on `slow`',
    'zh-CN': '对端在 `slow` 上发送 4,194,304 字节',
  });
  const pieces = eventText({
    at: 1,
    until: 9,
    lane: 'peer',
    event: 'send',
    values: { wire: 'slow', bytes: 36, times: 4 },
  });
  expect(pieces.en).toBe('The peer sends 36 bytes on `slow` in 4 pieces');
  const group = { wire: 'peers', bytes: 300, times: 50, wires: 50 };
  const received = eventText({ at: 1, until: 2, lane: 'peer', event: 'received', values: group });
  expect(received.en).toBe('The peer receives 300 bytes on 50 connections of `peers`');
  const helpers = eventText({
    at: 1,
    lane: 'helper-thread',
    event: 'asleep',
    values: { threads: 11, calls: 'read 1, futex 10' },
  });
  expect(helpers['zh-CN']).toBe('11 个辅助线程在睡，各系统调用里的线程数：read 1, futex 10');
  const asleep = eventText({ at: 1, lane: 'judged-thread', event: 'asleep', values: { call: 'read' } });
  expect(asleep).toEqual({ en: 'Your thread sleeps in `read`', 'zh-CN': '你的线程睡在 `read` 里' });
});
