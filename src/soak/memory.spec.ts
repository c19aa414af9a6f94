import { Random } from '../lab/peer/random.js';
import { FLAT, growth, sampleMemory } from './memory.js';

const KiB = 1024;

/** A process that grows to its size, breathes by 4 MiB, has an outlier now and then, and leaks so much a run. */
function samples(leak: number) {
  const random = new Random(5);
  return Array.from({ length: 120 }, (_, at) => {
    const runs = (at + 1) * 20;
    const grownUp = 40_000 * KiB * Math.min(1, runs / 300);
    const outlier = at % 9 === 0 ? 30_000 * KiB : 0;
    return { runs, value: grownUp + random.between(0, 4000) * KiB + outlier + leak * runs };
  });
}

test('noise, outliers and growing up are no growth', () => {
  expect(Math.abs(growth(samples(0)))).toBeLessThan(FLAT.heap);
});

test('three kilobytes a run are', () => {
  const perThousand = growth(samples(3 * KiB));
  expect(perThousand).toBeGreaterThan(FLAT.heap);
  expect(perThousand / 1000 / KiB).toBeCloseTo(3, 0);
});

test('what is held on to shows in the heap after a collection, what is let go does not', () => {
  const held: number[][] = [];
  const before = sampleMemory(0, 0).heap;
  for (let n = 0; n < 40; n += 1) held.push(Array.from({ length: 30_000 }, (_, at) => at + n / 7));
  const full = sampleMemory(1, 0).heap;
  expect(full - before).toBeGreaterThan(5 << 20);
  expect(held.length).toBe(40);
  held.length = 0;
  expect(full - sampleMemory(2, 0).heap).toBeGreaterThan(5 << 20);
});
