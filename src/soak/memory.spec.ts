import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { cloneRoot } from '../cli/clone.js';
import { Random } from '../lab/peer/random.js';
import { FLAT, growth } from './memory.js';

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
  // In a process of its own: that of the tests still lets go of what earlier files have left. Needs the build.
  const script = `
    import { sampleMemory } from ${JSON.stringify(path.join(cloneRoot, 'dist/soak/memory.js'))};
    const heap = () => sampleMemory(0, 0).heap;
    const before = heap();
    const held = Array.from({ length: 40 }, (_, n) => Array.from({ length: 30_000 }, (_, at) => at + n / 7));
    const full = heap();
    held.length = 0;
    console.log(JSON.stringify([full - before, full - heap()]));`;
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  const [grew, shrank] = JSON.parse(printed) as [number, number];
  expect(grew).toBeGreaterThan(5 << 20);
  expect(shrank).toBeGreaterThan(5 << 20);
});
