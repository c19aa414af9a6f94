import { spawn } from 'node:child_process';
import path from 'node:path';

/**
 * `npm run bench` in its short form: that every part still measures what it says, and that a run which is not as expected
 * shows. What the figures are is no test's business. Needs the build, whose lab it measures.
 */
const times = ['p50', 'p90', 'p99', 'most'] as const;
const root = path.join(import.meta.dirname, '..', '..');
const scripts = path.join(root, 'scripts', 'bench');

interface Figures extends Partial<Record<(typeof times)[number], number>> {
  readonly of?: number;
  readonly unexpected: number;
  readonly runs: number;
}

type Result = Record<'cpu' | 'load' | 'latency' | 'arrivals' | 'parked' | 'http', Figures> & {
  readonly aims: readonly { readonly what: string; readonly figure: string; readonly met: boolean }[];
};

function node(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...said })));
}

const bench = (...args: string[]) => node(path.join(scripts, 'main.mjs'), '--short', ...args);

/** A net only, ms: a short bench has taken 100 s on two cores with thirty others at work. */
const PATIENCE_MS = 1_800_000;

test(
  'every part is measured, and every run is as expected',
  async () => {
    const { code, stdout, stderr } = await bench('--json');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const result = JSON.parse(stdout) as Result;
    const { cpu, load, latency, arrivals, parked, http } = result;
    expect([cpu, load, latency, arrivals, parked, http].map(({ runs }) => runs)).toEqual([1, 4, 2, 5, 4, 1]);
    expect([latency, arrivals, parked, http].map((part) => part.of)).toEqual([2, 4, 4, 1]);
    expect(result.aims.at(-1)).toEqual({
      what: 'runs not as expected',
      figure: '0 of 17',
      aim: 'none',
      met: true,
    });
    // Of something that took time, and in order.
    for (const part of [latency, arrivals, parked, http]) {
      const [p50 = 0, ...more] = times.map((name) => part[name] ?? NaN);
      expect(p50).toBeGreaterThan(0);
      expect([p50, ...more]).toEqual([p50, ...more].toSorted((a, b) => a - b));
      expect(more.every(Number.isFinite)).toBe(true);
    }
  },
  PATIENCE_MS,
);

test(
  'a run that is not as expected is said, counted, and fails the bench',
  async () => {
    const solution = 'seed/exercises/receive-notify/rejected/notified--told-twice.ts';
    const { code, stdout, stderr } = await bench('--only', 'latency,parked', '--solution', solution);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^runs not as expected +6 of 6 +none +not met$/m);
    expect(stderr).toMatch(/^bench: not as expected: graded, not passed, mechanism notified: /m);
    expect(stdout).not.toContain('CPU');
  },
  PATIENCE_MS,
);

test('a part that there is not is refused', async () => {
  const { code, stderr } = await bench('--only', 'cpu,speed');
  expect(code).toBe(2);
  expect(stderr).toContain('cpu, load, latency, arrivals, parked, http');
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
