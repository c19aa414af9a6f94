import { correlation, mean, median } from './statistics.js';

it('mean and median, of nothing neither', () => {
  expect([mean([1, 2, 6]), mean([])]).toEqual([3, null]);
  expect([median([9, 1, 2]), median([4, 1, 2, 9]), median([5]), median([])]).toEqual([2, 3, 5, null]);
});

describe('correlation', () => {
  it('by hand: Σxy ⁄ √(Σx²·Σy²) of the deviations', () => {
    // x: −2 −1 0 1 2, y: −2 0 −1 2 1 → 8 ⁄ √(10 · 10)
    const pairs = [
      [1, 1],
      [2, 3],
      [3, 2],
      [4, 5],
      [5, 4],
    ] as const;
    expect(correlation(pairs)).toBeCloseTo(0.8, 12);
    expect(correlation(pairs.map(([x, y]) => [x, -y] as const))).toBeCloseTo(-0.8, 12);
  });

  it('says nothing of few, or of what does not vary', () => {
    const four = [1, 2, 3, 4].map((x) => [x, x] as const);
    expect(correlation(four)).toBeNull();
    expect(correlation([1, 2, 3, 4, 5].map((x) => [x, 0.1 + 0.2] as const))).toBeNull();
  });
});
