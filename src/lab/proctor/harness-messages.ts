import type { FromHarness, Plain, PlainField } from '../harness/protocol.js';

/** Longest name of a bell, a call or an export, characters; the scenes' own are far shorter. */
const MAX_NAME = 200;

/** Kept of what an error says, characters; the recording's schema allows somewhat more. */
const MAX_ERROR = 2000;

/** Kept of a text that a bell is called with or a promise settles with, characters. */
const MAX_TEXT = 1 << 20;

/** Of one object; a scene asks for a handful. */
const MAX_FIELDS = 64;

/** Reads a header from the harness's socket. Written by hand since the proctor's image holds no packages; throws on anything else. */
export function parseFromHarness(header: unknown): FromHarness {
  const message = object(header);
  switch (message['say']) {
    case 'hello':
      return { say: 'hello' };
    case 'loaded':
      return {
        say: 'loaded',
        exports: array(message['exports']).map((each) => text(each).slice(0, MAX_NAME)),
      };
    case 'load-failed':
      return { say: 'load-failed', error: text(message['error']).slice(0, MAX_ERROR) };
    case 'returned':
      return { say: 'returned', call: name(message['call']), value: plain(message['value']) };
    case 'threw':
    case 'rejected':
      return {
        say: message['say'],
        call: name(message['call']),
        error: text(message['error']).slice(0, MAX_ERROR),
        line: line(message['line']),
      };
    case 'settled': {
      const value = message['value'];
      return {
        say: 'settled',
        call: name(message['call']),
        value: Array.isArray(value) ? value.map(plain) : plain(value),
      };
    }
    case 'rang':
      return {
        say: 'rang',
        bell: name(message['bell']),
        arguments: array(message['arguments']).map(plain),
        line: line(message['line']),
      };
    case 'pong':
      return { say: 'pong', number: number(message['number']) };
    default:
      throw new Error('not a message of the harness');
  }
}

function object(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new Error('not an object');
}

function array(value: unknown): unknown[] {
  if (Array.isArray(value) && value.length <= 256) return value;
  throw new Error('not a short array');
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new Error('not a text');
}

/** Names end up in the recording, whose schema bounds every text: a longer one would spoil it as a whole. */
function name(value: unknown): string {
  if (typeof value === 'string' && value.length <= MAX_NAME) return value;
  throw new Error('not a name');
}

function number(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new Error('not a number');
}

function line(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : null;
}

function plainField(value: unknown): PlainField {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return value;
  if (typeof value === 'string') return value.slice(0, MAX_TEXT);
  const fields = object(value);
  if (typeof fields['error'] === 'string') return { error: fields['error'].slice(0, MAX_ERROR) };
  const same = fields['same'];
  return { other: name(fields['other']), ...(same === undefined ? {} : { same: name(same) }) };
}

function plain(value: unknown): Plain {
  const shown = plainField(value);
  if (typeof shown !== 'object' || shown === null || !('other' in shown)) return shown;
  const fields = object(value)['fields'];
  if (fields === undefined) return shown;
  const entries = Object.entries(object(fields));
  if (entries.length > MAX_FIELDS) throw new Error('more fields than any scene asks for');
  return {
    ...shown,
    fields: Object.fromEntries(entries.map(([key, each]) => [name(key), plainField(each)])),
  };
}
