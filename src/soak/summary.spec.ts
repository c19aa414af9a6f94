import type { JournalLine, RunLine } from './journal.js';
import { ROUNDS_WHEN_MOVING, ROUNDS_WHEN_QUIET } from '../lab/verdict/rounds.js';
import { summarize } from './summary.js';
import { table } from './table.js';

const plan: JournalLine = {
  kind: 'plan',
  runs: 4,
  naive: 4,
  loads: [24, 64],
  seed: 1,
  exercises: [],
  pollers: false,
  solutions: [],
};

let index = 0;
function run(changes: Partial<RunLine> = {}): RunLine {
  const counted = { inconclusive: 0, poller: false, moving: false, told: 5, untold: 0, ms: 1 };
  index += 1;
  const shared = { load: 24, name: 'unpoll/accepted/a.ts', seed: 77, differences: [] };
  return { kind: 'run', index, outcome: 'as-stated', ...shared, ...counted, ...changes };
}

const failures = (...lines: JournalLine[]) => summarize([plan, ...lines]).failures;

test('nothing to find, nothing found', () => {
  expect(failures(run(), run({ load: 64 }))).toEqual([]);
  expect(table(summarize([plan, run(), run(), run(), run({ load: 64 })]))).toMatch(/^soak: all holds$/m);
});

test('a soak that is not done says so', () => {
  expect(table(summarize([plan, run()]))).toMatch(/^soak: all holds, in 1 of 4 runs$/m);
});

test('a verdict that differs is counted, and told with what repeats it', () => {
  const bad = run({ outcome: 'differs', differences: ['mechanism: stated notified, came timed-poll'] });
  expect(failures(run(), bad)).toEqual(['1 verdicts differ from the stated ones']);
  expect(table(summarize([plan, bad]))).toContain(
    'unpoll/accepted/a.ts --seed 77: mechanism: stated notified',
  );
});

test('inconclusive runs count up to load 24, tried again with success or not', () => {
  const some = Array.from({ length: 1500 }, () => run());
  expect(failures(...some, run({ inconclusive: 1 }))).toEqual([]);
  expect(failures(...some, run({ inconclusive: 2 }))).toHaveLength(1);
  expect(failures(run({ load: 64, inconclusive: 3, outcome: 'inconclusive' }))).toEqual([]);
});

test('what is left behind is counted, and named', () => {
  const left: JournalLine = {
    kind: 'left',
    session: 1,
    when: 'at the end',
    left: { cgroups: ['/x'], files: [] },
  };
  expect(failures(run(), left)).toEqual(['1 objects are left behind']);
  expect(table(summarize([plan, left]))).toContain('at the end: cgroups: /x');
});

test('memory that grows is told from one that does not, once there are runs enough', () => {
  const samples = (runs: number, leak: number): JournalLine[] =>
    Array.from({ length: 50 }, (_, at) => {
      const done = ((at + 1) * runs) / 50;
      const sizes = { heap: 30e6 + leak * done, rss: 90e6, compilers: 0, proctors: 1, proctor: 0 };
      return { kind: 'memory', session: 1, runs: done, ...sizes };
    });
  expect(failures(...samples(2000, 3000))).toEqual(['heap is not flat']);
  expect(failures(...samples(2000, 300))).toEqual([]);
  expect(failures(...samples(500, 3000))).toEqual([]);
});

test('a proctor is judged by the runs it has done itself, not by those of all', () => {
  const samples = (proctors: number): JournalLine[] =>
    Array.from({ length: 50 }, (_, at) => {
      const done = (at + 1) * 80;
      const sizes = {
        heap: 30e6,
        rss: 90e6,
        compilers: 0,
        proctors,
        proctor: 60e6 + 3000 * (done / proctors),
      };
      return { kind: 'memory', session: 1, runs: done, ...sizes };
    });
  expect(failures(...samples(4))).toEqual(['proctor is not flat']);
  expect(failures(...samples(16))).toEqual([]);
  const proctor = summarize([plan, ...samples(16)]).memory.find(({ what }) => what === 'proctor');
  expect(proctor).toMatchObject({ runs: 250, verdict: 'too few runs to say' });
  expect(proctor?.growth).toBeCloseTo(3e6, -4);
});

test('escapes are counted of pollers that were caught, by the proof they needed', () => {
  const { escapes } = summarize([
    plan,
    run({ name: 'keep-working/any', poller: true, moving: true, told: 9, untold: 1 }),
    run({ name: 'unpoll/slow', poller: true, told: 0, untold: 3 }),
    run({ name: 'unpoll/fast', poller: true, moving: true, told: 2, untold: 3 }),
    run({ name: 'unpoll/faster', poller: true, moving: true, told: 3, untold: 2 }),
    run({ load: 64, name: 'unpoll/fast', poller: true, moving: true, told: 1, untold: 1 }),
  ]);
  expect(escapes.map(({ load, of, escaped, rounds, played }) => [load, of, escaped, rounds, played])).toEqual(
    [
      [24, 'all that woke in the silence', 5, 10, ROUNDS_WHEN_MOVING],
      [24, 'unpoll/faster', 3, 5, ROUNDS_WHEN_MOVING],
      [24, 'all that did not', 0, 3, ROUNDS_WHEN_QUIET],
      [24, 'unpoll/slow', 0, 3, ROUNDS_WHEN_QUIET],
      [64, 'all that woke in the silence', 1, 2, ROUNDS_WHEN_MOVING],
      [64, 'unpoll/fast', 1, 2, ROUNDS_WHEN_MOVING],
    ],
  );
});

test('the naive grader flips where it says both of one solution', () => {
  const naive = (name: string, accepted: boolean, passed: boolean): JournalLine => {
    return { kind: 'naive', index: 0, load: 24, name, accepted, passed, why: '' };
  };
  const { naive: lines } = summarize([
    plan,
    naive('a', true, true),
    naive('a', true, false),
    naive('b', false, true),
    naive('b', false, true),
    naive('c', true, true),
  ]);
  expect(lines).toEqual([
    {
      load: 24,
      runs: 5,
      accepted: 3,
      acceptedFailed: 1,
      rejected: 2,
      rejectedPassed: 2,
      repeated: 2,
      flipped: 1,
    },
  ]);
});
