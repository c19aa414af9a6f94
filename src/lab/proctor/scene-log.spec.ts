import { recordedEventSchema } from '../verdict/recording.js';
import { SceneLog } from './scene-log.js';

const log = () => new SceneLog('scene', new Set(['told']));

function eventsOf({ recording }: SceneLog) {
  for (const event of recording.events) expect(recordedEventSchema.safeParse(event).error).toBeUndefined();
  return recording.events.map(({ event, values, round }) =>
    round === undefined ? [event, values] : [event, values, round],
  );
}

test('what fifty wires do, one after another, is one event', () => {
  const one = log();
  for (let n = 0; n < 50; n += 1) {
    one.onWire('connected', `peers.${n}`);
    one.onWire('received', `peers.${n}`, 6);
  }
  expect(eventsOf(one)).toEqual([
    ['connected', { wire: 'peers', times: 50, wires: 50 }],
    ['received', { wire: 'peers', bytes: 300, times: 50, wires: 50 }],
  ]);
  const [first] = one.recording.events;
  expect(first?.until).toBeGreaterThanOrEqual(first?.at ?? Infinity);
});

test('pieces on one wire are one event, until something else happens in between', () => {
  const one = log();
  one.onWire('send', 'line', 20);
  one.onWire('send', 'line', 5);
  one.event('bell', 'rang', { bell: 'done' });
  one.onWire('send', 'line', 1);
  one.onWire('send', 'other', 1);
  expect(eventsOf(one)).toEqual([
    ['send', { wire: 'line', bytes: 25, times: 2 }],
    ['rang', { bell: 'done' }],
    ['send', { wire: 'line', bytes: 1 }],
    ['send', { wire: 'other', bytes: 1 }],
  ]);
});

test('what happens in a round carries its number', () => {
  const one = log();
  one.event('lab', 'call');
  one.round = 1;
  one.event('lab', 'silence');
  expect(eventsOf(one)).toEqual([
    ['call', {}],
    ['silence', {}, 1],
  ]);
});

test('rings without end leave room for what comes of them', () => {
  const one = log();
  for (let n = 0; n < 100_000; n += 1) one.event('bell', 'rang', { bell: 'done' });
  one.event('judged-thread', 'gone');
  expect(one.recording.events.length).toBeLessThan(200);
  expect(eventsOf(one).at(-1)).toEqual(['gone', {}]);
});

test('after its end nothing belongs to a scene any more', () => {
  const one = log();
  one.onWire('received', 'line', 6);
  one.close();
  one.onWire('received', 'line', 6);
  one.onWire('received', 'other', 6);
  one.event('bell', 'rang');
  expect(eventsOf(one)).toEqual([['received', { wire: 'line', bytes: 6 }]]);
});
