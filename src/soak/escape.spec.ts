import { roundsNeeded, upperBound } from './escape.js';

// Of exact rational arithmetic over the binomial distribution, by another program.
test.each([
  [0, 10, 0.258866],
  [2, 20, 0.282619],
  [8, 20, 0.606415],
  [40, 1000, 0.051753],
])('%i of %i: the rate is below %f with 95 %%', (hits, trials, bound) => {
  expect(upperBound(hits, trials)).toBeCloseTo(bound, 6);
});

test('nothing seen, or only escapes: no bound below 1', () => {
  expect(upperBound(0, 0)).toBe(1);
  expect(upperBound(7, 7)).toBe(1);
});

test.each([
  [0.4, 11],
  [0.158, 5],
  [0.1, 5],
  [0.099, 4],
  [0, 1],
  [1, Infinity],
])('at %f a round it takes %f rounds', (rate, rounds) => {
  expect(roundsNeeded(rate)).toBe(rounds);
  if (rate > 0 && rate < 1) {
    expect(rate ** rounds).toBeLessThan(1e-4);
    expect(rate ** (rounds - 1)).toBeGreaterThanOrEqual(1e-4 * (1 - 1e-9));
  }
});
