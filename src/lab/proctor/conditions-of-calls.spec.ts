import { openConditionStage, type ConditionStage } from '../../../test/support/condition-stage.js';
import type { Condition } from '../exercise/scene.js';
import type { Plain } from '../harness/protocol.js';
import type { SceneState } from './scene-state.js';

/** What became of a call: its promise settled or was rejected, it returned, it threw. */

let stage: ConditionStage;
let state: SceneState;

beforeEach(async () => {
  stage = await openConditionStage();
  ({ state } = stage);
});

afterEach(() => {
  stage.close();
});

const met = (condition: Condition) => stage.met(condition);

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
    const result = met(condition);
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
