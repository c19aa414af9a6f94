import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../cli/exit-codes.js';
import { Journal, type PlanLine, type RunLine } from './journal.js';
import { planRuns } from './plan.js';

const plan: PlanLine = {
  kind: 'plan',
  runs: 20,
  naive: 0,
  loads: [0, 8],
  seed: 7,
  exercises: [],
  pollers: false,
  solutions: ['a', 'b', 'c'],
};

function line(index: number): RunLine {
  const shared = {
    differences: [],
    inconclusive: 0,
    poller: false,
    moving: false,
    told: 5,
    untold: 0,
    ms: 1,
  };
  return { kind: 'run', index, load: 0, name: 'a', seed: 1, outcome: 'as-stated', ...shared };
}

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'doorbell-journal-'));
  file = join(directory, 'below', 'j.jsonl');
});
afterEach(() => rmSync(directory, { recursive: true }));

test('goes on where it stopped; a line that was cut off is taken back', () => {
  const journal = Journal.begin(file, plan);
  journal.add(line(3));
  appendFileSync(file, JSON.stringify(line(4)).slice(0, 40));

  const again = Journal.goOn(file);
  expect(again.plan).toEqual(plan);
  again.journal.add(line(5));
  expect(again.journal.lines().flatMap((each) => (each.kind === 'run' ? [each.index] : []))).toEqual([3, 5]);
});

test('a new one never writes over an old one, and nonsense is not taken for one', () => {
  Journal.begin(file, plan);
  expect(() => Journal.begin(file, plan)).toThrow(UsageError);
  appendFileSync(file, '{"kind":"run"}\n');
  expect(() => Journal.goOn(file)).toThrow(/line 2/);
  expect(() => Journal.goOn(join(directory, 'none'))).toThrow(UsageError);
});

test('the same seed plans the same runs, evenly over loads and solutions, no seed twice', () => {
  const runs = planRuns(plan.runs, plan.loads, plan.seed, plan.solutions);
  expect(planRuns(plan.runs, plan.loads, plan.seed, plan.solutions)).toEqual(runs);
  expect(planRuns(plan.runs, plan.loads, 8, plan.solutions)).not.toEqual(runs);
  expect(runs.map(({ index }) => index)).toEqual(Array.from({ length: 20 }, (_, at) => at));
  expect(new Set(runs.map(({ seed }) => seed)).size).toBe(20);
  for (const load of plan.loads) {
    const names = runs.filter((run) => run.load === load).map(({ name }) => name);
    const counts = plan.solutions.map((name) => names.filter((each) => each === name).length);
    expect(counts.toSorted((a, b) => a - b)).toEqual([3, 3, 4]);
  }
});
