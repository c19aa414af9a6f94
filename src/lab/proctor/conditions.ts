import type { Condition } from '../exercise/scene.js';
import type { Plain } from '../harness/protocol.js';
import type { RecordedEvent } from '../verdict/recording.js';
import type { SceneState } from './scene-state.js';
import type { SceneWires } from './scene-wires.js';
import { faultsOfValue, show, showBytes } from './values.js';
import type { Fault } from './values.js';

/** What a condition amounts to at this moment: not yet, or met, with what was wrong about it. */
export type Met =
  | { readonly met: false }
  | {
      readonly met: true;
      readonly faults: readonly Fault[];
      readonly line: number | null;
      readonly consume?: () => void;
    };

const notYet: Met = { met: false };

/** Evaluates a condition; changes nothing (what it uses up is used up by `consume`). */
export function evaluate(condition: Condition, state: SceneState, wires: SceneWires): Met {
  if ('bell' in condition) return evaluateBell(condition, state);
  if ('received' in condition) {
    const wanted =
      'text' in condition ? Buffer.from(state.text(condition.text)) : state.drawn(condition.message);
    return wanted === undefined ? notYet : evaluateReceived(condition.received, wanted, wires);
  }
  if ('barrier' in condition) {
    const wanted = Buffer.from(state.text(condition.text));
    const names = wires.groupNames(condition.barrier);
    const all = names.map((name) => evaluateReceived(name, wanted, wires));
    return joined(all);
  }
  if ('returned' in condition) return evaluateReturned(condition, state);
  if ('threw' in condition) {
    const { threw, returned } = state.call(condition.threw);
    const faults: Fault[] = returned === null ? [] : [{ finding: 'no-error', values: {} }];
    return threw || returned !== null ? { met: true, faults, line: null } : notYet;
  }
  if ('sign' in condition) return evaluateSign(condition.sign, state, wires);
  if ('settled' in condition) return evaluateSettled(condition, state);
  if ('rejected' in condition) return evaluateRejected(condition, state);
  const wire = wires.find(condition.ended);
  return wire && (wire.ended || wire.closed) ? { met: true, faults: [], line: null } : notYet;
}

function evaluateSign(signs: readonly string[], state: SceneState, wires: SceneWires): Met {
  const spoken = signs.flatMap((name) => wires.find(name) ?? []).filter((wire) => wire.unreadBytes > 0);
  const ring = signs.map((name) => state.rings(name)[0]).find((each) => each !== undefined);
  if (!ring && spoken.length === 0) return notYet;
  const consume = () => {
    for (const wire of spoken) wire.consume(wire.unreadBytes);
  };
  return { met: true, faults: [], line: ring?.line ?? null, consume };
}

function evaluateBell(condition: Extract<Condition, { bell: string }>, state: SceneState): Met {
  const ring = state.rings(condition.bell)[condition.times - 1];
  if (!ring) return notYet;
  const faults: Fault[] = [];
  condition.arguments?.forEach((wanted, index) => {
    faults.push(...faultsOfValue(wanted, ring.arguments[index] ?? null, state, { position: index + 1 }));
  });
  if (condition.buffer !== undefined) faults.push(compared(condition.buffer, ring.echo, state));
  return { met: true, faults, line: ring.line };
}

function evaluateReturned(condition: Extract<Condition, { returned: string }>, state: SceneState): Met {
  const call = state.call(condition.returned);
  if (call.threw)
    return {
      met: true,
      faults: [{ finding: 'threw', values: { error: call.threw.error } }],
      line: call.threw.line,
    };
  if (call.returned === null) return notYet;
  const faults: Fault[] = [];
  if (condition.value !== undefined)
    faults.push(...faultsOfValue(condition.value, call.value, state, { from: 'call' }));
  if (condition.buffer !== undefined) faults.push(compared(condition.buffer, call.echo, state));
  return { met: true, faults, line: null };
}

/** A buffer of the program's beside the message that it should begin with. */
function compared(message: string, echo: Buffer, state: SceneState): Fault {
  const wanted = state.drawn(message) ?? Buffer.alloc(0);
  const at = firstDifference(wanted, echo);
  return at < 0
    ? { finding: 'right-bytes', values: { bytes: wanted.length } }
    : { finding: 'wrong-bytes', values: { at, bytes: wanted.length } };
}

function evaluateReceived(name: string, wanted: Buffer, wires: SceneWires): Met {
  const wire = wires.find(name);
  if (!wire) return notYet;
  const got = wire.unread();
  const common = Math.min(got.length, wanted.length);
  const at = firstDifference(wanted.subarray(0, common), got.subarray(0, common));
  if (at >= 0) {
    const fault: Fault = {
      finding: 'wrong-bytes',
      values: {
        at,
        bytes: wanted.length,
        got: showBytes(got),
        wanted: showBytes(wanted),
      },
    };
    return { met: true, faults: [fault], line: null, consume: () => wire.consume(got.length) };
  }
  if (got.length < wanted.length) return notYet;
  const right: Fault = { finding: 'right-bytes', values: { bytes: wanted.length } };
  return { met: true, faults: [right], line: null, consume: () => wire.consume(wanted.length) };
}

/** Which of two texts comes next on a wire; null while neither is certain. What is neither of them counts as the first. */
export function nextOf(
  first: Condition,
  second: Condition,
  state: SceneState,
  wires: SceneWires,
): Condition | null {
  const is = evaluate(second, state, wires);
  if (!is.met) return null;
  if (is.faults.every((fault) => fault.finding === 'right-bytes')) return second;
  return evaluate(first, state, wires).met ? first : null;
}

function evaluateRejected(condition: Extract<Condition, { rejected: string }>, state: SceneState): Met {
  const call = state.call(condition.rejected);
  if (call.settled !== undefined)
    return { met: true, faults: [{ finding: 'not-rejected', values: {} }], line: null };
  if (!call.rejected) return notYet;
  const { error, line } = call.rejected;
  const right = condition.error === undefined || error.startsWith(`${condition.error}:`);
  const fault: Fault = { finding: 'wrong-rejection', values: { error, wanted: condition.error ?? '' } };
  return { met: true, faults: right ? [] : [fault], line: right ? null : line };
}

function evaluateSettled(condition: Extract<Condition, { settled: string }>, state: SceneState): Met {
  const call = state.call(condition.settled);
  if (call.rejected) {
    return {
      met: true,
      faults: [{ finding: 'rejected', values: { error: call.rejected.error } }],
      line: call.rejected.line,
    };
  }
  if (call.settled === undefined) return notYet;
  const faults: Fault[] = [];
  const { value, buffer, replies } = condition;
  if (value !== undefined) {
    // An array is no value that a scene can ask for.
    const got: Plain = isList(call.settled) ? { other: 'array' } : call.settled;
    faults.push(...faultsOfValue(value, got, state, { from: 'promise' }));
  }
  if (buffer !== undefined) faults.push(compared(buffer, call.settledEcho, state));
  if (replies !== undefined)
    faults.push(compareReplies(state.replies(replies), isList(call.settled) ? call.settled : []));
  return { met: true, faults, line: null };
}

function isList(value: Plain | readonly Plain[]): value is readonly Plain[] {
  return Array.isArray(value);
}

function compareReplies(wanted: readonly { text: string | null }[], got: readonly Plain[]): Fault {
  const wrong = wanted.findIndex((reply, index) => !replyMatches(reply.text, got[index] ?? null));
  if (got.length !== wanted.length)
    return {
      finding: 'wrong-arguments',
      values: { position: 1, got: `${got.length} entries`, wanted: `${wanted.length} entries` },
    };
  if (wrong < 0) return { finding: 'right-bytes', values: { bytes: wanted.length } };
  return {
    finding: 'wrong-bytes',
    values: {
      count: wanted.length,
      at: wrong,
      bytes: wanted.length,
      got: show(got[wrong] ?? null),
      wanted: wanted[wrong]?.text ?? 'an Error',
    },
  };
}

function replyMatches(wanted: string | null, got: Plain): boolean {
  if (wanted === null) return typeof got === 'object' && got !== null && 'error' in got;
  return got === wanted;
}

/** Index of the first byte of `wanted` that `got` does not have; −1 when `got` begins with `wanted`. */
function firstDifference(wanted: Uint8Array, got: Uint8Array): number {
  if (got.length >= wanted.length && Buffer.compare(wanted, got.subarray(0, wanted.length)) === 0) return -1;
  for (let index = 0; index < wanted.length; index += 1) if (wanted[index] !== got[index]) return index;
  return -1;
}

function joined(all: readonly Met[]): Met {
  if (!all.every((each) => each.met)) return notYet;
  return {
    met: true,
    faults: all.flatMap((each) => (each.met ? each.faults : [])).slice(0, 1),
    line: null,
    consume: () => {
      for (const each of all) if (each.met) each.consume?.();
    },
  };
}

/** For the timeline: by what the news came, and the event of the judged thread's that it is, if it is one. */
export function newsOf(
  condition: Condition,
  state: SceneState,
): {
  event: 'returned' | 'threw' | null;
  values: RecordedEvent['values'];
} {
  const by = (by: string, on: string, event: 'returned' | 'threw' | null = null) => ({
    event,
    values: { by, on },
  });
  if ('bell' in condition) return by('bell', condition.bell);
  if ('sign' in condition) {
    const rung = condition.sign.find((name) => state.rings(name).length > 0);
    return rung === undefined ? by('bytes', condition.sign[0] ?? '') : by('bell', rung);
  }
  if ('received' in condition) return by('bytes', condition.received);
  if ('barrier' in condition) return by('barrier', condition.barrier);
  if ('returned' in condition) return by('return', condition.returned, 'returned');
  if ('threw' in condition) return by('throw', condition.threw, 'threw');
  if ('settled' in condition) return by('promise', condition.settled);
  return 'rejected' in condition ? by('promise', condition.rejected) : by('end', condition.ended);
}
