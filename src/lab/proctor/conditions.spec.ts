import { closeSync, writeSync } from 'node:fs';
import type { Condition, Scene } from '../exercise/scene.js';
import type { Plain } from '../harness/protocol.js';
import { premakeConnections } from '../peer/premade.js';
import { Random } from '../peer/random.js';
import { evaluate, newsOf, nextOf } from './conditions.js';
import { SceneState } from './scene-state.js';
import { SceneWires } from './scene-wires.js';
import { show } from './values.js';

/** Conditions on real wires: the program's end is a descriptor of ours that we write to. */
const scene: Scene = {
  id: 'scene',
  hidden: false,
  draw: [],
  wires: {
    line: { as: 'fd', over: 'tcp', eachRound: false },
    other: { as: 'fd', over: 'tcp', eachRound: false },
  },
  steps: [{ silence: { check: 'idle' } }],
};

let changed: () => void = () => undefined;
let programEnds: number[] = [];
let wires: SceneWires;
let state: SceneState;

beforeEach(async () => {
  const made = premakeConnections(2).map((connection, at) => ({ ...connection, insideFd: 4 + at }));
  programEnds = made.map(({ programFd }) => programFd);
  wires = new SceneWires(
    scene,
    new Map([
      ['line', made.slice(0, 1)],
      ['other', made.slice(1)],
    ]),
    { happened: () => changed(), connected: () => undefined, excess: () => undefined },
  );
  await wires.prepare(0);
  state = new SceneState('scene', new Random(3));
  state.beginRound(0, ['word']);
});

afterEach(() => {
  wires.close();
  for (const fd of programEnds) closeSync(fd);
});

/** Resolves when the condition holds on what has arrived by then. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) {
    await new Promise<void>((resolve) => {
      changed = resolve;
    });
  }
}

async function say(text: string | Uint8Array, fd = programEnds[0] ?? -1): Promise<void> {
  const before = wires.all().reduce((sum, wire) => sum + wire.totalBytes, 0);
  const bytes = Buffer.from(text);
  writeSync(fd, bytes);
  await until(() => wires.all().reduce((sum, wire) => sum + wire.totalBytes, 0) === before + bytes.length);
}

const met = (condition: Condition) => evaluate(condition, state, wires);
const bell = (more: object = {}): Condition => ({ bell: 'done', times: 1, ...more });

function ring(
  values: (string | number | null | { error: string })[],
  echo: Uint8Array = new Uint8Array(0),
): void {
  state.hear({ say: 'rang', bell: state.tag('done'), arguments: values, line: 5 }, Buffer.from(echo));
}

describe('a bell', () => {
  beforeEach(() => {
    state.handBell('done');
  });

  it('is not met before it rings, and not before it rings so often', () => {
    expect(met(bell())).toEqual({ met: false });
    ring([]);
    expect(met(bell())).toEqual({ met: true, faults: [], line: 5 });
    expect(met(bell({ times: 2 }))).toEqual({ met: false });
  });

  it('rung with the wrong arguments is met, each wrong one named', () => {
    ring([{ error: 'no' }, 63]);
    expect(met(bell({ arguments: [{ is: null }, { is: 64 }] }))).toMatchObject({
      met: true,
      faults: [
        { finding: 'wrong-arguments', values: { position: 1, got: 'Error: no', wanted: 'null' } },
        { finding: 'wrong-arguments', values: { position: 2, got: '63', wanted: '64' } },
      ],
    });
  });

  it('rung with an argument missing has null there', () => {
    ring([]);
    expect(met(bell({ arguments: [{ is: null }] }))).toMatchObject({ faults: [] });
    expect(met(bell({ arguments: [{ is: 0 }] }))).toMatchObject({ faults: [{ values: { got: 'null' } }] });
  });

  it('asks for an error where an error is due, and for a word as it was drawn', () => {
    ring([{ error: 'reset' }, `${state.text('{word}')}!`]);
    expect(met(bell({ arguments: [{ error: true }, { text: '{word}!' }] }))).toMatchObject({ faults: [] });
    expect(met(bell({ arguments: [{ is: null }, { text: '{word}' }] }))).toMatchObject({
      faults: [{ values: { position: 1 } }, { values: { position: 2 } }],
    });
  });

  it('compares the buffer it echoes, and says where it first differs', () => {
    const letter = state.message('letter', 64);
    const wrong = Buffer.from(letter);
    wrong[40] = (wrong[40] ?? 0) ^ 1;
    ring([], wrong);
    ring([], letter);
    ring([], letter.subarray(0, 63));
    expect(met(bell({ buffer: 'letter' }))).toMatchObject({
      faults: [{ finding: 'wrong-bytes', values: { at: 40, bytes: 64 } }],
    });
    expect(met(bell({ times: 2, buffer: 'letter' }))).toMatchObject({ faults: [{ finding: 'right-bytes' }] });
    expect(met(bell({ times: 3, buffer: 'letter' }))).toMatchObject({
      faults: [{ finding: 'wrong-bytes', values: { at: 63 } }],
    });
  });

  it('rung before the message was drawn does not draw it', () => {
    ring([]);
    expect(met(bell({ buffer: 'letter' })).met).toBe(true);
    expect(state.message('letter', 64)).toHaveLength(64);
  });
});

describe('something received', () => {
  const text: Condition = { received: 'line', text: 'pong 1\n' };

  it('is met when the last byte is there, and then used up', async () => {
    await say('pon');
    expect(met(text)).toEqual({ met: false });
    await say('g 1\nmore');
    const result = met(text);
    expect(result).toMatchObject({ met: true, faults: [{ finding: 'right-bytes' }] });
    expect(met(text)).toMatchObject({ met: true });
    if (result.met) result.consume?.();
    expect(wires.get('line').unread().toString()).toBe('more');
    expect(met(text)).toMatchObject({ met: true, faults: [{ finding: 'wrong-bytes', values: { at: 0 } }] });
  });

  it('is met at the first wrong byte: no right one can follow it', async () => {
    await say('pong 2');
    expect(met(text)).toMatchObject({
      met: true,
      faults: [
        { finding: 'wrong-bytes', values: { at: 5, bytes: 7, got: '"pong 2"', wanted: '"pong 1\\n"' } },
      ],
    });
  });

  it('is shown as the text it is, also where one character is more than one byte', async () => {
    await say('门铃\n');
    expect(met(text)).toMatchObject({ faults: [{ values: { at: 0, got: '"门铃\\n"' } }] });
  });

  it('may be a message of random bytes; not met while it has not been drawn', async () => {
    const echo: Condition = { received: 'line', message: 'letter' };
    await say('x');
    expect(met(echo)).toEqual({ met: false });
    expect(state.drawn('letter')).toBeUndefined();
    wires.get('line').consume(1);
    await say(state.message('letter', 300));
    expect(met(echo)).toMatchObject({ met: true, faults: [{ finding: 'right-bytes' }] });
  });

  it('says which of two texts comes next, as soon as it cannot be the other', async () => {
    const answer: Condition = { received: 'line', text: 'ann: hi\n' };
    const left: Condition = { received: 'line', text: '* bob left\n' };
    const next = () => nextOf(answer, left, state, wires);
    expect(next()).toBeNull();
    await say('* bob');
    expect(next()).toBeNull();
    await say(' left\nann: h');
    expect(next()).toBe(left);
    wires.get('line').consume(11);
    expect(next()).toBeNull();
    await say('i\n');
    expect(next()).toBe(answer);
    wires.get('line').consume(8);
    await say('* cat');
    expect(next()).toBe(answer);
  });

  it('on a wire nobody has connected is not met', () => {
    expect(met({ received: 'elsewhere', text: 'x' })).toEqual({ met: false });
  });
});

describe('an end', () => {
  it('is met when the program has ended its side, after what it said last', async () => {
    const ended: Condition = { ended: 'line' };
    await say('bye');
    expect(met(ended)).toEqual({ met: false });
    closeSync(programEnds.shift() ?? -1);
    await until(() => met(ended).met);
    expect(wires.get('line').unread().toString()).toBe('bye');
  });
});

describe('a promise', () => {
  const settled: Condition = { settled: 'first', replies: 'peers' };
  const settle = (value: string[] | (string | { error: string })[]) =>
    state.hear({ say: 'settled', call: state.tag('first'), value }, Buffer.alloc(0));

  beforeEach(() => {
    state.beginCall('first');
  });

  it('is not met before it settles', () => {
    expect(met(settled)).toEqual({ met: false });
    state.hear({ say: 'settled', call: state.tag('first'), value: null }, Buffer.alloc(0));
    expect(met({ settled: 'first' })).toEqual({ met: true, faults: [], line: null });
  });

  it('must bring the replies in the order of the ports, an Error where one was reset', () => {
    const replies = state.drawReplies('peers', 4, 1).map(({ text }) => text ?? { error: 'ECONNRESET' });
    settle(replies);
    expect(met(settled)).toMatchObject({ met: true, faults: [{ finding: 'right-bytes' }] });
  });

  it('with two replies swapped, one missing, or a text for an Error is wrong, and says where', () => {
    const replies = state.drawReplies('peers', 3, 0).map(({ text }) => text ?? '');
    const [a = '', b = '', c = ''] = replies;
    settle([a, c, b]);
    expect(met(settled)).toMatchObject({ faults: [{ finding: 'wrong-bytes', values: { at: 1 } }] });
    settle([a, b]);
    expect(met(settled)).toMatchObject({ faults: [{ finding: 'wrong-arguments' }] });
    settle([a, b, { error: c }]);
    expect(met(settled)).toMatchObject({ faults: [{ finding: 'wrong-bytes', values: { at: 2 } }] });
  });

  it('that settles with something else altogether is wrong', () => {
    state.drawReplies('peers', 2, 0);
    state.hear({ say: 'settled', call: state.tag('first'), value: { other: 'object' } }, Buffer.alloc(0));
    expect(met(settled)).toMatchObject({ met: true, faults: [{ finding: 'wrong-arguments' }] });
  });

  it('that is rejected is met, with the reason and the line', () => {
    state.hear({ say: 'rejected', call: state.tag('first'), error: 'no', line: 9 }, Buffer.alloc(0));
    expect(met(settled)).toEqual({
      met: true,
      faults: [{ finding: 'rejected', values: { error: 'no' } }],
      line: 9,
    });
  });
});

describe('a promise and its value', () => {
  const hear = (message: object) =>
    state.hear(
      { call: state.tag('first'), ...message } as Parameters<SceneState['hear']>[0],
      Buffer.alloc(0),
    );
  const settled: Condition = { settled: 'first', value: { is: 'a line' } };
  const rejected: Condition = { rejected: 'first', error: 'AbortError' };

  beforeEach(() => {
    state.beginCall('first');
  });

  it('resolves with the value asked for, or with another one, which is shown', () => {
    hear({ say: 'settled', value: 'a line' });
    expect(met(settled)).toEqual({ met: true, faults: [], line: null });
    expect(met({ settled: 'first', value: { is: 'two' } })).toMatchObject({
      faults: [{ finding: 'wrong-result', values: { got: '"a line"', wanted: '"two"' } }],
    });
  });

  it('never takes a list for a value', () => {
    hear({ say: 'settled', value: ['a line'] });
    expect(met(settled)).toMatchObject({ faults: [{ finding: 'wrong-result', values: { got: 'array' } }] });
  });

  it('is rejected with an error of the name asked for, or with another one, at its line', () => {
    expect(met(rejected)).toEqual({ met: false });
    hear({ say: 'rejected', error: 'AbortError: This operation was aborted', line: 4 });
    expect(met(rejected)).toEqual({ met: true, faults: [], line: null });
    expect(met({ rejected: 'first' })).toEqual({ met: true, faults: [], line: null });
    expect(met({ rejected: 'first', error: 'Abort' })).toMatchObject({
      faults: [{ finding: 'wrong-rejection', values: { wanted: 'Abort' } }],
      line: 4,
    });
  });

  it('resolves where it should have been rejected', () => {
    hear({ say: 'settled', value: null });
    expect(met(rejected)).toEqual({
      met: true,
      faults: [{ finding: 'not-rejected', values: {} }],
      line: null,
    });
  });
});

it('an error may be asked for by its message', () => {
  state.handBell('done');
  ring([{ error: 'timeout' }]);
  expect(met(bell({ arguments: [{ error: 'timeout' }] }))).toMatchObject({ faults: [] });
  expect(met(bell({ arguments: [{ error: true }] }))).toMatchObject({ faults: [] });
  expect(met(bell({ arguments: [{ error: 'ended' }] }))).toMatchObject({
    faults: [{ finding: 'wrong-arguments', values: { got: 'Error: timeout', wanted: 'Error: ended' } }],
  });
});

describe('an object that a promise brings', () => {
  const fields = {
    key: 'a',
    bytes: 64,
    error: { error: 'no' },
    of: { other: 'object', same: 'first@scene@0' },
  };
  const packet = (wanted: object): Condition => ({ settled: 'wait', value: { fields: wanted as never } });

  beforeEach(() => {
    state.beginCall('first');
    state.beginCall('wait');
  });
  const settle = (value: Plain, echo: Uint8Array = new Uint8Array(0)) =>
    state.hear({ say: 'settled', call: state.tag('wait'), value }, Buffer.from(echo));

  it('is right when every field that is named is', () => {
    settle({ other: 'object', fields });
    const all = { key: { text: 'a' }, bytes: { is: 64 }, error: { error: true }, of: { same: 'first' } };
    expect(met(packet(all))).toEqual({ met: true, faults: [], line: null });
  });

  it('names each field that is wrong or missing', () => {
    settle({ other: 'object', fields });
    const wrong = { key: { text: 'b' }, bytes: { is: 64 }, more: { is: 1 }, of: { same: 'wait' } };
    expect(met(packet(wrong))).toMatchObject({
      faults: [
        { finding: 'wrong-field', values: { from: 'promise', field: 'key', got: '"a"', wanted: 'b' } },
        { finding: 'wrong-field', values: { field: 'more', got: 'null', wanted: '1' } },
        { finding: 'wrong-field', values: { field: 'of', got: 'object', wanted: 'the same object' } },
      ],
    });
  });

  it('is no object when it is a number', () => {
    settle(64);
    expect(met(packet({ key: { text: 'a' } }))).toMatchObject({
      faults: [{ finding: 'wrong-result', values: { got: '64', wanted: 'an object' } }],
    });
  });

  it('comes with the buffer as it was then', () => {
    const letter = state.message('letter', 8);
    settle(8, letter.subarray(0, 7));
    const condition: Condition = { settled: 'wait', value: { is: 8 }, buffer: 'letter' };
    expect(met(condition)).toMatchObject({ faults: [{ finding: 'wrong-bytes', values: { at: 7 } }] });
    settle(8, letter);
    expect(met(condition)).toMatchObject({ faults: [{ finding: 'right-bytes' }] });
  });
});

it('values are shown short', () => {
  expect(show('a\nb')).toBe('"a\\nb"');
  expect(show(null)).toBe('null');
  expect(show({ error: 'x'.repeat(500) })).toHaveLength(120);
  expect(show('x'.repeat(500))).toHaveLength(120);
  expect(show({ other: 'object' })).toBe('object');
});

describe('what a held call came to', () => {
  const call = (value: number | string | null, echo = 'letter') => {
    const tag = state.tag('first');
    state.beginCall('first');
    state.message('letter', 6);
    return () =>
      state.hear(
        { say: 'returned', call: tag, value },
        echo === 'letter' ? state.message('letter') : Buffer.from(echo),
      );
  };
  const faults = (condition: Condition) => {
    const result = evaluate(condition, state, wires);
    return result.met ? result.faults : 'not yet';
  };

  it('is the value and the buffer, once it has returned', () => {
    const back = call(64);
    const condition: Condition = { returned: 'first', value: { is: 64 }, buffer: 'letter' };
    expect(faults(condition)).toBe('not yet');
    back();
    expect(faults(condition)).toEqual([{ finding: 'right-bytes', values: { bytes: 6 } }]);
    expect(faults({ returned: 'first', value: { is: 63 } })).toEqual([
      { finding: 'wrong-value', values: { got: '64', wanted: '63' } },
    ]);
  });

  it('or other bytes than were sent', () => {
    call(6, 'nobody')();
    expect(faults({ returned: 'first', buffer: 'letter' })).toMatchObject([{ finding: 'wrong-bytes' }]);
  });

  it('or an exception, where a value was due; or none, where one was due', () => {
    state.beginCall('first');
    expect(faults({ threw: 'first' })).toBe('not yet');
    state.hear({ say: 'threw', call: state.tag('first'), error: 'no', line: 3 }, Buffer.alloc(0));
    expect(faults({ threw: 'first' })).toEqual([]);
    expect(faults({ returned: 'first' })).toEqual([{ finding: 'threw', values: { error: 'no' } }]);
    state.beginRound(1, []);
    call(0)();
    expect(faults({ threw: 'first' })).toEqual([{ finding: 'no-error', values: {} }]);
  });
});

describe('a sign', () => {
  const sign: Condition = { sign: ['line', 'done'] };

  it('is a bell or bytes, whichever comes, and is used up', async () => {
    state.handBell('done');
    expect(met(sign)).toEqual({ met: false });
    await say('anything');
    const first = met(sign);
    expect(first).toMatchObject({ met: true, faults: [] });
    expect(newsOf(sign, state).values).toEqual({ by: 'bytes', on: 'line' });
    if (first.met) first.consume?.();
    expect(met(sign)).toEqual({ met: false });
    ring(['whatever']);
    expect(met(sign)).toMatchObject({ met: true, faults: [], line: 5 });
    expect(newsOf(sign, state).values).toEqual({ by: 'bell', on: 'done' });
  });

  it('of an earlier round is none in this one', () => {
    state.handBell('done');
    ring([]);
    state.beginRound(1, []);
    expect(met(sign)).toEqual({ met: false });
  });
});
