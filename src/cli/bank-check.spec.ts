import { sampleReport } from '../../test/support/sample-report.js';
import type { Exercise, Solution } from '../lab/exercise/exercise.js';
import type { CheckedRun } from '../lab/check-solution.js';
import type { RunRequest } from '../lab/lab.js';
import type { Report } from '../lab/verdict/report.js';
import { checkBank, countsLine } from './bank-check.js';

const exercise = { slug: 'unpoll', mechanism: 'notified' } as Exercise;

function accepted(file: string): { exercise: Exercise; solution: Solution } {
  const solution = {
    file,
    source: file,
    prediction: null,
    accepted: true,
    mechanism: null,
    dataPath: null,
    status: 'graded',
    fails: [],
  };
  return { exercise, solution };
}

/** Runs that end as told, in turn; the reports are values, what is tested is the counting. */
async function check(outcomes: Report[], files: string[], repeat = 1) {
  const seeds: number[] = [];
  const runs: CheckedRun[] = [];
  const counts = await checkBank({
    solutions: files.map(accepted),
    repeat,
    seed: 0xffff_ffff,
    slots: 1,
    run: (request: RunRequest) => {
      seeds.push(request.seed);
      const outcome = outcomes.shift();
      return outcome === undefined ? Promise.reject(new Error('one run too many')) : Promise.resolve(outcome);
    },
    onRun: (run) => runs.push(run),
  });
  expect(outcomes).toEqual([]);
  return { counts, seeds, runs };
}

const good = sampleReport();
const bad = sampleReport({ passed: false, score: 0, mechanism: 'blocking' });
const why = { en: 'Two runs of one situation disagree.', 'zh-CN': '同一情境的两次运行不一致。' };
const unclear = sampleReport({
  ...{ status: 'inconclusive', passed: false, score: 0, mechanism: null },
  evidence: { ...good.evidence, notes: [why] },
});

test('every solution runs as often as asked, each time with another seed', async () => {
  const { counts, seeds } = await check([good, good, good, bad], ['a', 'b'], 2);
  expect(countsLine(counts)).toBe(
    'bank check: 2 solutions, 4 runs, 3 as stated, 1 not as stated, 0 inconclusive retried',
  );
  expect(seeds).toEqual([0xffff_ffff, 0, 1, 2]);
});

test('an inconclusive run is tried again with its seed, and counted', async () => {
  const { counts, seeds, runs } = await check([unclear, unclear, good, good], ['a', 'b']);
  expect(countsLine(counts)).toBe(
    'bank check: 2 solutions, 2 runs, 2 as stated, 0 not as stated, 2 inconclusive retried',
  );
  expect(seeds).toEqual([0xffff_ffff, 0xffff_ffff, 0xffff_ffff, 0]);
  expect(runs.map(({ retried }) => retried)).toEqual([2, 0]);
  expect(runs.map(({ unproven }) => unproven)).toEqual([[why.en, why.en], []]);
});

test('a third inconclusive run is a failure', async () => {
  const { counts, runs } = await check([unclear, unclear, unclear], ['a']);
  expect(counts).toEqual({ solutions: 1, runs: 1, asStated: 0, notAsStated: 1, retried: 2 });
  expect(runs[0]?.differences[0]).toEqual({ what: 'status', stated: 'graded', came: 'inconclusive' });
});

test('our own failure is never as stated, and not tried again', async () => {
  const { counts } = await check([sampleReport({ status: 'fault' })], ['a']);
  expect(counts.notAsStated).toBe(1);
});

test('an abort stops before the next run', async () => {
  const controller = new AbortController();
  const stopped = checkBank({
    solutions: [accepted('a'), accepted('b')],
    repeat: 1,
    seed: 0,
    slots: 1,
    run: () => {
      controller.abort();
      return Promise.resolve(good);
    },
    onRun: () => undefined,
    signal: controller.signal,
  });
  await expect(stopped).rejects.toThrow(/abort/i);
});
