import { openConditionStage, type ConditionStage } from '../../../test/support/condition-stage.js';
import type { Condition } from '../exercise/scene.js';
import { newsOf, nextOf } from './conditions.js';
import type { SceneState } from './scene-state.js';
import type { SceneWires } from './scene-wires.js';

/** What a scene waits for that the program does by itself: it rings a bell, writes to a wire, ends it. */

let stage: ConditionStage;
let state: SceneState;
let wires: SceneWires;

beforeEach(async () => {
  stage = await openConditionStage();
  ({ state, wires } = stage);
});

afterEach(() => {
  stage.close();
});

const met = (condition: Condition) => stage.met(condition);
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

it('an error may be asked for by its message', () => {
  state.handBell('done');
  ring([{ error: 'timeout' }]);
  expect(met(bell({ arguments: [{ error: 'timeout' }] }))).toMatchObject({ faults: [] });
  expect(met(bell({ arguments: [{ error: true }] }))).toMatchObject({ faults: [] });
  expect(met(bell({ arguments: [{ error: 'ended' }] }))).toMatchObject({
    faults: [{ finding: 'wrong-arguments', values: { got: 'Error: timeout', wanted: 'Error: ended' } }],
  });
});

describe('something received', () => {
  const text: Condition = { received: 'line', text: 'pong 1\n' };

  it('is met when the last byte is there, and then used up', async () => {
    await stage.say('pon');
    expect(met(text)).toEqual({ met: false });
    await stage.say('g 1\nmore');
    const result = met(text);
    expect(result).toMatchObject({ met: true, faults: [{ finding: 'right-bytes' }] });
    expect(met(text)).toMatchObject({ met: true });
    if (result.met) result.consume?.();
    expect(wires.get('line').unread().toString()).toBe('more');
    expect(met(text)).toMatchObject({ met: true, faults: [{ finding: 'wrong-bytes', values: { at: 0 } }] });
  });

  it('is met at the first wrong byte: no right one can follow it', async () => {
    await stage.say('pong 2');
    expect(met(text)).toMatchObject({
      met: true,
      faults: [
        { finding: 'wrong-bytes', values: { at: 5, bytes: 7, got: '"pong 2"', wanted: '"pong 1\\n"' } },
      ],
    });
  });

  it('is shown as the text it is, also where one character is more than one byte', async () => {
    await stage.say('门铃\n');
    expect(met(text)).toMatchObject({ faults: [{ values: { at: 0, got: '"门铃\\n"' } }] });
  });

  it('may be a message of random bytes; not met while it has not been drawn', async () => {
    const echo: Condition = { received: 'line', message: 'letter' };
    await stage.say('x');
    expect(met(echo)).toEqual({ met: false });
    expect(state.drawn('letter')).toBeUndefined();
    wires.get('line').consume(1);
    await stage.say(state.message('letter', 300));
    expect(met(echo)).toMatchObject({ met: true, faults: [{ finding: 'right-bytes' }] });
  });

  it('says which of two texts comes next, as soon as it cannot be the other', async () => {
    const answer: Condition = { received: 'line', text: 'ann: hi\n' };
    const left: Condition = { received: 'line', text: '* bob left\n' };
    const next = () => nextOf(answer, left, state, wires);
    expect(next()).toBeNull();
    await stage.say('* bob');
    expect(next()).toBeNull();
    await stage.say(' left\nann: h');
    expect(next()).toBe(left);
    wires.get('line').consume(11);
    expect(next()).toBeNull();
    await stage.say('i\n');
    expect(next()).toBe(answer);
    wires.get('line').consume(8);
    await stage.say('* cat');
    expect(next()).toBe(answer);
  });

  it('on a wire nobody has connected is not met', () => {
    expect(met({ received: 'elsewhere', text: 'x' })).toEqual({ met: false });
  });
});

describe('an end', () => {
  it('is met when the program has ended its side, after what it said last', async () => {
    const ended: Condition = { ended: 'line' };
    await stage.say('bye');
    expect(met(ended)).toEqual({ met: false });
    stage.hangUp();
    await stage.until(() => met(ended).met);
    expect(wires.get('line').unread().toString()).toBe('bye');
  });
});

describe('a sign', () => {
  const sign: Condition = { sign: ['line', 'done'] };

  it('is a bell or bytes, whichever comes, and is used up', async () => {
    state.handBell('done');
    expect(met(sign)).toEqual({ met: false });
    await stage.say('anything');
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
