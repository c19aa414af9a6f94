import path from 'node:path';
import { node, scripts } from '../support/bench-scripts.js';

/**
 * `npm run bench` in its short form: that every part still measures what it says, and that a run which is not as expected
 * shows. What the figures are is no test's business. Needs the build, whose lab it measures.
 */
const times = ['p50', 'p90', 'p99', 'most'] as const;

interface Figures extends Partial<Record<(typeof times)[number], number>> {
  readonly of?: number;
  readonly unexpected: number;
  readonly runs: number;
}

type Result = Record<'cpu' | 'load' | 'latency' | 'arrivals' | 'parked' | 'http', Figures> & {
  readonly aims: readonly { readonly what: string; readonly figure: string; readonly met: boolean }[];
};

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
