import { faultsOf } from '../../../../test/support/bilingual-text.js';
import { recordedEventSchema } from '../recording.js';
import type { RecordedEvent } from '../recording.js';
import { timelineLanes } from '../report.js';
import { eventText } from './timeline.js';

const values: RecordedEvent['values'][] = [
  {},
  { wire: 'slow', bytes: 64 },
  { wire: 'peers.3', bytes: 1 },
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
  const asleep = eventText({ at: 1, lane: 'judged-thread', event: 'asleep', values: { call: 'read' } });
  expect(asleep).toEqual({ en: 'Your thread sleeps in `read`', 'zh-CN': '你的线程睡在 `read` 里' });
});
