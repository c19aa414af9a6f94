import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { elementsOf } from '../../../test/support/xml.js';
import { tracePicture, traceSchema, traceText } from './traces.js';

const entry = (at: number, lane: string, event: string, values = {}) => ({ at, lane, event, values });
const timeline = [
  entry(0, 'lab', 'call', { name: 'receive' }),
  entry(1, 'judged-thread', 'returned', { name: 'receive' }),
  entry(2, 'lab', 'silence'),
  { ...entry(2, 'judged-thread', 'asleep', { call: 'epoll_pwait', set: 'loop' }), until: 100 },
  entry(110, 'peer', 'arrival'),
  entry(110, 'peer', 'send', { wire: 'line', bytes: 64 }),
  entry(112, 'bell', 'rang', { bell: 'done', bytes: 64 }),
];
const title = { en: 'The first', 'zh-CN': '第一张' };
const trace = traceSchema.parse({ id: 'a', title, timeline });

it('a timeline is a table and a picture, each in the reader’s language', () => {
  expect(traceText(trace, 'en')).toContain('Your thread sleeps in `epoll_pwait`');
  expect(traceText(trace, 'zh-CN')).toContain('你的线程睡在 `epoll_pwait` 里');
  expect(traceText(trace, 'en')).not.toContain('The first');
  const english = tracePicture(trace, 'en');
  const chinese = tracePicture(trace, 'zh-CN');
  expect(english).toContain('<title id="title">The first</title>');
  expect(chinese).toContain('第一张');
  for (const picture of [english, chinese]) expect(elementsOf(picture ?? '')[0]?.name).toBe('svg');
});

it('system calls stay as they were recorded, and have no picture', () => {
  const calls = traceSchema.parse({ id: 'a', text: 'read(3, …) = 1\n' });
  expect([traceText(calls, 'zh-CN'), tracePicture(calls, 'en')]).toEqual(['read(3, …) = 1\n', null]);
});

it.each([
  ['both', { text: 'x', timeline }],
  ['neither', {}],
  ['a word that no lab says', { timeline: [entry(0, 'lab', 'sings')] }],
  ['a text that somebody wrote', { timeline: [{ ...entry(0, 'lab', 'call'), text: title }] }],
])('%s is refused', (_, content) => {
  expect(traceSchema.safeParse({ id: 'a', ...content }).success).toBe(false);
});

it('every timeline of the bank can be drawn', () => {
  const seeds = join(import.meta.dirname, '..', '..', '..', 'seed', 'questions');
  const drawn = readdirSync(seeds)
    .map((file) => parse(readFileSync(join(seeds, file), 'utf8')) as { traces?: { timeline?: unknown }[] })
    .flatMap(({ traces = [] }) => traces.filter((each) => each.timeline !== undefined))
    .map((each) => tracePicture(traceSchema.parse(each), 'en'));
  expect(drawn.length).toBeGreaterThan(2);
  for (const picture of drawn) expect(picture).toContain('<svg');
});
