import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listExercises, loadExercise, loadSolutions } from '../exercise/load-exercise.js';
import { mechanisms } from '../verdict/report.js';
import { type Compiler, createCompiler } from './compiler.js';

/** The bank as it is shipped: every package loads, and every text in it compiles or not as it says. */

const seed = fileURLToPath(new URL('../../../seed/exercises', import.meta.url));

let compiler: Compiler;

beforeAll(async () => {
  compiler = await createCompiler();
});

afterAll(() => compiler.close());

it('has the exercises in the order of the way through', async () => {
  const slugs = (await listExercises(seed)).map((dir) => basename(dir));
  expect(slugs[0]).toBe('hello-peer');
  const inOrder = (...some: string[]) => expect(slugs.filter((slug) => some.includes(slug))).toEqual(some);
  inOrder('callback-is-not-async', 'one-line-unblock', 'chunks', 'count-to-n');
  inOrder('unpoll', 'receive-notify', 'unix-socket-server');
  inOrder('hello-peer', 'predict-the-wait', 'unpoll');
  expect(slugs).toEqual(
    expect.arrayContaining(['keep-working', 'many-waits', 'tell-me-when', 'write-notify']),
  );
});

it.each([
  ['hello-peer', 1, 1],
  ['callback-is-not-async', 2, 3],
  ['one-line-unblock', 2, 3],
  ['chunks', 2, 3],
  ['count-to-n', 2, 3],
  ['unpoll', 3, 6],
  ['receive-notify', 3, 6],
  ['keep-working', 3, 6],
  ['many-waits', 3, 6],
  ['tell-me-when', 3, 6],
  ['deadline', 3, 6],
  ['write-notify', 3, 6],
  ['callback-promise-event-signal', 3, 6],
  ['line-protocol', 3, 6],
  ['backpressure', 3, 6],
  ['unix-socket-server', 3, 6],
])('%s loads, its starter and solutions compile as they say', async (slug, accepted, rejected) => {
  const dir = join(seed, slug);
  const [exercise, solutions] = await Promise.all([loadExercise(dir), loadSolutions(dir)]);
  expect(solutions.filter((each) => each.accepted).length).toBeGreaterThanOrEqual(accepted);
  expect(solutions.filter((each) => !each.accepted).length).toBeGreaterThanOrEqual(rejected);

  const texts = [{ file: 'starter.ts', source: exercise.starter, status: 'graded' }, ...solutions];
  for (const { file, source, status } of texts) {
    const result = await compiler.compile({ source, types: exercise.types, exportName: exercise.export });
    expect({ file, diagnostics: result.ok ? [] : result.diagnostics }).toEqual({
      file,
      diagnostics: status === 'not-run' ? expect.arrayContaining([expect.anything()]) : [],
    });
    if (!result.ok) continue;
    const lengths = (text: string) => text.split('\n').map((line) => line.length);
    expect(lengths(result.javascript)).toEqual(lengths(source));
  }
});

it('predict-the-wait loads, its programs compile, and every way of waiting is the answer to one of them', async () => {
  const dir = join(seed, 'predict-the-wait');
  const { programs = [], types, export: exportName, kit } = await loadExercise(dir);
  expect(programs.map(({ name }) => name)).toEqual(['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7']);
  for (const { name, source } of programs) {
    const result = await compiler.compile({ source, types, exportName, ...(kit && { kit }) });
    expect({ name, diagnostics: result.ok ? [] : result.diagnostics }).toEqual({ name, diagnostics: [] });
  }
  const accepted = (await loadSolutions(dir)).filter((each) => each.accepted);
  expect(accepted.map(({ prediction }) => prediction?.program)).toEqual(programs.map(({ name }) => name));
  expect(new Set(accepted.map(({ mechanism }) => mechanism))).toEqual(new Set(mechanisms));
});
