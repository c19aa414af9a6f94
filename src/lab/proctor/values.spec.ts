import { show } from './values.js';

it('values are shown short', () => {
  expect(show('a\nb')).toBe('"a\\nb"');
  expect(show(null)).toBe('null');
  expect(show({ error: 'x'.repeat(500) })).toHaveLength(120);
  expect(show('x'.repeat(500))).toHaveLength(120);
  expect(show({ other: 'object' })).toBe('object');
});
