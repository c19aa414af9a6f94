import { Random } from '../peer/random.js';
import { SceneState } from './scene-state.js';

const none = Buffer.alloc(0);

function state(seed = 1): SceneState {
  const made = new SceneState('scene', new Random(seed));
  made.beginRound(0, ['news', 'more']);
  return made;
}

const ring = (bell: string, ...values: (string | number | null)[]) => ({
  say: 'rang' as const,
  bell,
  arguments: values,
  line: 7,
});

describe('bells', () => {
  it('are heard under the name they were handed over with, in their order', () => {
    const scene = state();
    const bell = scene.handBell('done');
    scene.hear(ring(bell, null, 64), Buffer.from('abc'));
    scene.hear(ring(bell, null, 65), none);
    expect(scene.rings('done')).toMatchObject([
      { arguments: [null, 64], echo: Buffer.from('abc'), line: 7 },
      { arguments: [null, 65] },
    ]);
    expect(scene.rings('other')).toEqual([]);
  });

  it('of an earlier round that ring late are not this round’s', () => {
    const scene = state();
    const first = scene.handBell('done');
    scene.beginRound(1, []);
    const second = scene.handBell('done');
    expect(second).not.toBe(first);
    scene.hear(ring(first), none);
    expect(scene.rings('done')).toHaveLength(0);
    scene.hear(ring(second), none);
    expect(scene.rings('done')).toHaveLength(1);
  });

  it('handed over once serve every round, and each round counts its own rings', () => {
    const scene = state();
    const bell = scene.handBell('tell');
    scene.hear(ring(bell, 'a'), none);
    scene.beginRound(1, []);
    expect(scene.rings('tell')).toHaveLength(0);
    scene.hear(ring(bell, 'b'), none);
    scene.hear(ring(bell, 'c'), none);
    expect(scene.rings('tell').map((each) => each.arguments)).toEqual([['b'], ['c']]);
    expect(scene.ringsSince(bell, 0)).toHaveLength(3);
  });

  it('of another scene have other names', () => {
    const other = new SceneState('other', new Random(1));
    expect(other.handBell('done')).not.toBe(state().handBell('done'));
  });

  it('that nobody handed over are passed over, whatever they bring along', () => {
    const scene = state();
    scene.handBell('done');
    for (const forged of ['done', 'done@scene@1', 'x', '__proto__', 'toString'])
      scene.hear(ring(forged), Buffer.alloc(1 << 20));
    expect(scene.rings('done')).toEqual([]);
  });

  it('rung without end neither grow without end nor lose what rang first', () => {
    const scene = state();
    const bell = scene.handBell('done');
    const echo = Buffer.alloc(8 << 20);
    for (let i = 0; i < 5000; i += 1) scene.hear(ring(bell, i), echo);
    const rings = scene.rings('done');
    expect(rings).toHaveLength(1000);
    expect(rings[0]?.arguments).toEqual([0]);
    expect(rings[0]?.echo).toBe(echo);
    expect(rings.reduce((sum, each) => sum + each.echo.length, 0)).toBe(64 << 20);
  });
});

describe('calls', () => {
  it('show what became of them, in the order in which it was said', () => {
    const scene = state();
    const call = scene.beginCall('first');
    const bell = scene.handBell('done');
    const tag = scene.tagOfKnownCall('first');
    scene.hear(ring(bell), none);
    scene.hear({ say: 'returned', call: tag, value: null }, none);
    expect(scene.rings('done')[0]?.order).toBeLessThan(call.returned ?? 0);
    scene.hear({ say: 'settled', call: tag, value: ['a', null] }, none);
    expect(scene.call('first')).toMatchObject({ settled: ['a', null], threw: null, rejected: null });
  });

  it('that were never made are passed over', () => {
    const scene = state();
    scene.hear({ say: 'returned', call: scene.tag('first'), value: null }, none);
    expect(scene.call('first').returned).toBeNull();
  });

  it('of the scene’s beginning are known in later rounds, until made anew', () => {
    const scene = state();
    scene.beginCall('watcher');
    const first = scene.tagOfKnownCall('watcher');
    scene.beginRound(3, []);
    expect(scene.tagOfKnownCall('watcher')).toBe(first);
    scene.beginCall('watcher');
    expect(scene.tagOfKnownCall('watcher')).not.toBe(first);
  });

  it('that threw or were rejected say why', () => {
    const scene = state();
    const call = scene.beginCall('first');
    const tag = scene.tagOfKnownCall('first');
    scene.hear({ say: 'threw', call: tag, error: 'TypeError: no', line: 3 }, none);
    scene.hear({ say: 'rejected', call: tag, error: 'later', line: null }, none);
    expect(call).toMatchObject({
      threw: { error: 'TypeError: no', line: 3 },
      rejected: { error: 'later', line: null },
    });
  });
});

describe('what is drawn', () => {
  it('follows from the seed alone', () => {
    const all = (scene: SceneState) => [
      scene.text('{news} {more}'),
      scene.message('letter', 64).toString('hex'),
      scene.drawReplies('peers', 5, 2),
      scene.block('cargo', 100).toString('hex', 0, 16),
    ];
    expect(all(state(5))).toEqual(all(state(5)));
    expect(all(state(5))).not.toEqual(all(state(6)));
  });

  it('stays the same within a round and is new in the next', () => {
    const scene = state();
    const [text, letter] = [scene.text('{news}'), scene.message('letter', 32)];
    expect(scene.text('{news}')).toBe(text);
    expect(scene.message('letter')).toBe(letter);
    scene.beginRound(1, ['news']);
    expect(scene.text('{news}')).not.toBe(text);
    expect(scene.drawn('letter')).toBeUndefined();
  });

  it('is not drawn by being looked for', () => {
    const scene = state();
    expect(scene.drawn('letter')).toBeUndefined();
    expect(scene.message('letter', 64)).toHaveLength(64);
    expect(scene.drawn('letter')).toHaveLength(64);
  });

  it('repeats a word to as many letters as a text asks for', () => {
    const state = new SceneState('scene', new Random(5));
    state.beginRound(0, ['news']);
    const word = state.text('{news}');
    expect(state.text('{news:20}')).toBe(word.repeat(3).slice(0, 20));
    expect(state.text('{news:60000}')).toHaveLength(60_000);
    expect(state.text('{olds:20}')).toBe('{olds:20}');
  });

  it('fills texts: words, the round, and nothing else', () => {
    const scene = state();
    scene.beginRound(4, ['news']);
    expect(scene.text('{i} {news} {unknown} {n}')).toMatch(/^4 [a-z]{8} \{unknown\} \{n\}$/);
  });

  it('replies: one for each port, so many of them reset', () => {
    const replies = state().drawReplies('peers', 50, 2);
    expect(replies).toHaveLength(50);
    expect(replies.filter(({ text }) => text === null)).toHaveLength(2);
    expect(new Set(replies.map(({ text }) => text)).size).toBe(49);
  });

  it('data are what the harness makes of the same block', () => {
    const scene = state();
    const block = scene.block('cargo', 100_000);
    const data = scene.data('cargo');
    expect(data).toHaveLength(100_000);
    expect(data.subarray(4, 1000).equals(block.subarray(4, 1000))).toBe(true);
    expect(() => scene.data('other')).toThrow('other');
  });
});
