import type { FromHarness, Plain } from '../harness/protocol.js';

/** Reads a header from the harness's socket. Written by hand since the proctor's image holds no packages; throws on anything else. */
export function parseFromHarness(header: unknown): FromHarness {
  const message = object(header);
  switch (message['say']) {
    case 'hello':
      return { say: 'hello' };
    case 'loaded':
      return { say: 'loaded', exports: array(message['exports']).map(text) };
    case 'load-failed':
      return { say: 'load-failed', error: text(message['error']) };
    case 'returned':
      return { say: 'returned', call: text(message['call']) };
    case 'threw':
    case 'rejected':
      return {
        say: message['say'],
        call: text(message['call']),
        error: text(message['error']),
        line: line(message['line']),
      };
    case 'settled': {
      const value = message['value'];
      return {
        say: 'settled',
        call: text(message['call']),
        value: Array.isArray(value) ? value.map(plain) : plain(value),
      };
    }
    case 'rang':
      return {
        say: 'rang',
        bell: text(message['bell']),
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

function number(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new Error('not a number');
}

function line(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : null;
}

function plain(value: unknown): Plain {
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string')
    return value;
  const fields = object(value);
  if (typeof fields['error'] === 'string') return { error: fields['error'] };
  return { other: text(fields['other']) };
}
