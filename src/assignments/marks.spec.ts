import { hundredths } from './marks.js';

it.each([
  [8.5 * 0.95, 8.08],
  [4.5 * 0.95, 4.28],
  [8.5 * 0.35, 2.98],
  [0.005, 0.01],
  [2 / 3, 0.67],
  [1 / 3, 0.33],
  [100, 100],
  [0, 0],
])('%d is shown as %d', (mark, as) => {
  expect(hundredths(mark)).toBe(as);
});
