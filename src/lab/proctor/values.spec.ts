import { Random } from '../peer/random.js';
import { SceneState } from './scene-state.js';
import { faultsOfValue, show } from './values.js';

it('values are shown short', () => {
  expect(show('a\nb')).toBe('"a\\nb"');
  expect(show(null)).toBe('null');
  expect(show({ error: 'x'.repeat(500) })).toHaveLength(120);
  expect(show('x'.repeat(500))).toBe(`"${'x'.repeat(100)}"… [500]`);
  expect(show({ other: 'object' })).toBe('object');
});

it('what was wanted is shown short, too: a recording holds no text without end', () => {
  const state = new SceneState('scene', new Random(3));
  state.beginRound(0, ['word']);
  const [fault] = faultsOfValue({ text: '{word:65507}' }, 'cut', state, { position: 1 });
  expect(fault).toMatchObject({ finding: 'wrong-arguments', values: { got: '"cut"' } });
  expect(fault?.values.wanted).toMatch(/^[a-z]{100}… \[65507\]$/);
});
