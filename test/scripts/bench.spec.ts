import path from 'node:path';
import { node, root, scripts } from '../support/bench-scripts.js';

/** What `npm run bench` is made of, as far as it takes no minutes: scripts-slow/bench.slow.ts runs all of it. */

const bench = (...args: string[]) => node(path.join(scripts, 'main.mjs'), '--short', ...args);

test('a part that there is not is refused', async () => {
  const { code, stderr } = await bench('--only', 'cpu,speed');
  expect(code).toBe(2);
  expect(stderr).toContain('cpu, load, latency, arrivals, parked, http, course');
});

describe('Poisson arrivals', () => {
  const times = async (count: number, perSecond: number, seed: number) => {
    const program = `
      import { poissonTimes } from ${JSON.stringify(path.join(scripts, 'poisson.mjs'))};
      import { Random } from ${JSON.stringify(path.join(root, 'dist/lab/peer/random.js'))};
      const random = new Random(${seed});
      console.log(JSON.stringify(poissonTimes(${count}, ${perSecond}, () => random.uint32() / 2 ** 32)));`;
    const { stdout } = await node('--input-type=module', '-e', program);
    return JSON.parse(stdout) as number[];
  };

  test('come at the rate, with gaps as irregular as their mean is long', async () => {
    const due = await times(20_000, 4, 1);
    const gaps = due.map((at, index) => at - (due[index - 1] ?? 0));
    const mean = gaps.reduce((a, b) => a + b, 0) / gaps.length;
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
    expect(mean).toBeGreaterThan(240);
    expect(mean).toBeLessThan(260);
    expect(Math.sqrt(variance) / mean).toBeCloseTo(1, 1);
    expect(gaps.filter((gap) => gap > mean).length / gaps.length).toBeCloseTo(Math.exp(-1), 2);
  });

  test('are the same for the same seed, and others for another', async () => {
    const [one, again, other] = await Promise.all([times(5, 4, 1), times(5, 4, 1), times(5, 4, 2)]);
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
  });
});

test('a late answer does not hold up the arrivals after it, and each counts from when it was due', async () => {
  const program = `
    import { openLoop } from ${JSON.stringify(path.join(scripts, 'loops.mjs'))};
    const order = [];
    let number = 0;
    let release;
    const last = new Promise((resolve) => (release = resolve));
    const operation = async () => {
      const own = (number += 1);
      order.push('asked ' + own);
      if (own === 3) release();
      await last;
      order.push('answered ' + own);
      return { own };
    };
    const { details } = await openLoop(operation, { dueMs: [-60_000, -30_000, 0] });
    console.log(JSON.stringify({ order, took: details.map(({ tookMs }) => tookMs) }));`;
  const { stdout } = await node('--input-type=module', '-e', program);
  const { order, took } = JSON.parse(stdout) as { order: string[]; took: number[] };
  expect(order.slice(0, 3)).toEqual(['asked 1', 'asked 2', 'asked 3']);
  // Two were due long before they could be made.
  expect(took.map((ms, index) => ms >= [60_000, 30_000, 0][index]!)).toEqual([true, true, true]);
});
