import { recordingSchema } from '../verdict/recording.js';
import { parseFromHarness } from './harness-messages.js';

it.each([
  { say: 'hello' },
  { say: 'loaded', exports: ['receive', 'default'] },
  { say: 'load-failed', error: 'SyntaxError: no' },
  { say: 'returned', call: 'first@scene@0', value: 64 },
  { say: 'threw', call: 'first@scene@0', error: 'TypeError: no', line: 3 },
  { say: 'rejected', call: 'first@scene@0', error: 'no', line: null },
  { say: 'settled', call: 'first@scene@0', value: null },
  {
    say: 'settled',
    call: 'first@scene@0',
    value: ['a', 1, true, null, { error: 'reset' }, { other: 'object' }],
  },
  { say: 'rang', bell: 'done@scene@4', arguments: [null, 64], line: 12 },
  { say: 'pong', number: 3 },
])('$say is read as it was written', (message) => {
  expect(parseFromHarness(message)).toEqual(message);
});

it('what is not asked for is left out', () => {
  expect(parseFromHarness({ say: 'pong', number: 1, more: 'x', __proto__: { number: 2 } })).toEqual({
    say: 'pong',
    number: 1,
  });
});

it.each<[string, unknown]>([
  ['nothing', null],
  ['a text', 'hello'],
  ['a list', ['hello']],
  ['no message at all', {}],
  ['a message of another version', { say: 'sing' }],
  ['a name of an object', { say: 'toString' }],
  ['a pong without a number', { say: 'pong' }],
  ['a pong with half a number', { say: 'pong', number: 0.5 }],
  ['a pong that is no number', { say: 'pong', number: '1' }],
  ['a pong past all numbers', { say: 'pong', number: Number.MAX_VALUE }],
  ['a call without a name', { say: 'returned' }],
  ['a bell that is a number', { say: 'rang', bell: 3, arguments: [] }],
  ['arguments that are none', { say: 'rang', bell: 'done', arguments: {} }],
  ['more arguments than a call can have', { say: 'rang', bell: 'done', arguments: Array(257).fill(null) }],
  ['an argument that is an object', { say: 'rang', bell: 'done', arguments: [{}] }],
  ['an argument that is a list', { say: 'rang', bell: 'done', arguments: [[]] }],
  ['fields that are a list', { say: 'rang', bell: 'done', arguments: [{ other: 'object', fields: [1] }] }],
  [
    'a field with fields of its own that are no value',
    { say: 'rang', bell: 'done', arguments: [{ other: 'object', fields: { a: {} } }] },
  ],
  [
    'more fields than anybody asked for',
    {
      say: 'settled',
      call: 'wait',
      value: { other: 'object', fields: Object.fromEntries(Array.from({ length: 65 }, (_, n) => [n, n])) },
    },
  ],
  ['exports that are numbers', { say: 'loaded', exports: [1] }],
  ['an error that is none', { say: 'load-failed', error: { message: 'x' } }],
  [
    'the name of a bell as long as a book',
    { say: 'rang', bell: 'x'.repeat(5000), arguments: [], line: null },
  ],
  ['the name of a call as long as a book', { say: 'returned', call: 'x'.repeat(5000), value: null }],
])('%s is refused', (_what, header) => {
  expect(() => parseFromHarness(header)).toThrow(Error);
});

it('an object brings the fields it was asked for, and the call that returned it', () => {
  const value = { other: 'object', same: 'first', fields: { bytes: 64, error: { error: 'no' }, of: null } };
  expect(parseFromHarness({ say: 'settled', call: 'wait', value })).toEqual({
    say: 'settled',
    call: 'wait',
    value,
  });
});

it('a line that cannot be one is no line', () => {
  for (const line of [0, -1, 1.5, '3', null, undefined, Infinity]) {
    expect(parseFromHarness({ say: 'rang', bell: 'done', arguments: [], line })).toMatchObject({
      line: null,
    });
  }
});

it('a long error is cut to what a recording can hold', () => {
  const message = parseFromHarness({ say: 'threw', call: 'first', error: 'é'.repeat(1_000_000), line: 1 });
  const error = message.say === 'threw' ? message.error : '';
  expect(error.length).toBeGreaterThan(1000);
  expect(recordingSchema.shape.loadFailure.safeParse({ how: 'threw', error, end: null }).success).toBe(true);
});

it('a long text of a bell is cut, a long error in it too', () => {
  const message = parseFromHarness({
    say: 'rang',
    bell: 'done',
    arguments: ['x'.repeat(3 << 20), { error: 'y'.repeat(3 << 20) }],
    line: null,
  });
  const sizes = message.say === 'rang' ? message.arguments.map((each) => JSON.stringify(each).length) : [];
  expect(Math.max(...sizes)).toBeLessThan(2 << 20);
});
