import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { StatedSolution } from '../../src/lab/check-solution.js';
import { exercisesWithSolutions } from '../../src/cli/exercises.js';
import { openMeasuredLab } from '../../src/soak/measured-lab.js';
import { findCgroupPlace } from '../../src/lab/sandbox/cgroup-place.js';
import { imageDirectory } from '../../src/lab/sandbox/image.js';
import { cloneRoot, dataDirectory, exercisesFolder } from '../../src/cli/clone.js';
import { belongings, leftBehind, type Places } from '../../src/soak/belongings.js';
import { Journal } from '../../src/soak/journal.js';
import { nameOf } from '../../src/soak/plan.js';
import { soak } from '../../src/soak/soak.js';
import { summarize } from '../../src/soak/summary.js';
import { table } from '../../src/soak/table.js';
import { compileLab } from '../support/compiled-lab.js';

/**
 * A short soak, with all that belongs to one, and what it must be able to find: a planted wrong statement, and
 * something planted of every kind that can be left behind. `npm run soak` is the long one. Needs the build, for the
 * naive grader's process.
 */
const solutions = await exercisesWithSolutions(exercisesFolder, ['receive-notify', 'unpoll']);
const place = await findCgroupPlace();
let program: string;
let temporary: string;
let places: Places;
const temporaryBefore = process.env.TMPDIR;

beforeAll(async () => {
  program = await compileLab(path.join(cloneRoot, 'node_modules/.cache/doorbell'));
  temporary = mkdtempSync(path.join(tmpdir(), 'doorbell-soak-'));
  process.env.TMPDIR = path.join(temporary, 'tmp');
  mkdirSync(process.env.TMPDIR);
  places = { cgroups: place, temporary: process.env.TMPDIR, images: await imageDirectory(dataDirectory) };
});
afterAll(async () => {
  if (temporaryBefore === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = temporaryBefore;
  await rm(program, { recursive: true });
  await rm(temporary, { recursive: true });
});

async function shortSoak(
  name: string,
  of: readonly StatedSolution[],
  plan: { runs: number; naive: number; loads: number[] },
) {
  const shared = { seed: 11, exercises: [], pollers: false, solutions: of.map(nameOf) };
  const line = { kind: 'plan' as const, ...shared, ...plan };
  const journal = Journal.begin(path.join(temporary, `${name}.jsonl`), line);
  await soak({
    plan: line,
    journal,
    solutions: of,
    openLab: () => openMeasuredLab({ program, dataDirectory, slots: 8 }),
    places,
    naiveScript: path.join(cloneRoot, 'dist/soak/naive/worker.js'),
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  return summarize(journal.lines());
}

/** A net only, ms: on a host of two cores with sixty others at work it has taken six minutes. */
const PATIENCE_MS = 1_800_000;

test(
  'no verdict differs, idle or under load, and nothing is left behind',
  async () => {
    const summary = await shortSoak('short', solutions, { runs: 60, naive: 4, loads: [0, 8] });
    expect(summary.loads.map(({ runs }) => runs)).toEqual([30, 30]);
    expect(summary.loads.flatMap(({ differing }) => differing)).toEqual([]);
    expect(summary.left).toHaveLength(3);
    for (const { left } of summary.left) expect(Object.values(left).flat()).toEqual([]);
    expect(summary.naive.map(({ runs }) => runs)).toEqual([2, 2]);
    expect(summary.escapes.some(({ rounds }) => rounds > 0)).toBe(true);
    expect(table(summary)).toContain('60 of 60 runs');
  },
  PATIENCE_MS,
);

test(
  'a statement that is wrong is found, and the report kept',
  async () => {
    const [stated] = solutions.filter(({ solution }) => solution.accepted);
    if (!stated) throw new Error('no accepted solution');
    const wrong = { ...stated, solution: { ...stated.solution, mechanism: 'blocking' as const } };
    const summary = await shortSoak('wrong', [wrong], { runs: 1, naive: 0, loads: [0] });
    expect(summary.failures).toEqual(['1 verdicts differ from the stated ones']);
    const kept = (await import(path.join(temporary, 'wrong.reports/0.json'), { with: { type: 'json' } })) as {
      default: { seed: number };
    };
    expect(kept.default.seed).toBe(summary.loads[0]?.differing[0]?.seed);
  },
  PATIENCE_MS,
);

describe('what is left behind is found', () => {
  const cases: Record<string, () => Promise<() => unknown>> = {
    processes: async () => {
      const child = await started();
      return () => ended(child);
    },
    namespaces: async () => {
      const child = await started('unshare', '--net');
      return () => ended(child);
    },
    cgroups: () => {
      const parent = place.version === 2 ? place.directory : place.version === 1 ? place.memory : null;
      if (parent === null) throw new Error('this host has no place for cgroups');
      const directory = path.join(parent, `doorbell-0-${process.pid}-0-left`);
      mkdirSync(directory);
      return Promise.resolve(() => rmdirSync(directory));
    },
    files: () => {
      const file = path.join(places.temporary, 'left');
      writeFileSync(file, '');
      return Promise.resolve(() => rm(file));
    },
    'abstract sockets': async () => {
      const server = createServer().listen(`\0doorbell-left-${process.pid}`);
      await once(server, 'listening');
      return () => closed(server);
    },
    descriptors: async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return () => closed(server);
    },
  };

  test.each(Object.keys(cases))('%s', async (kind) => {
    const before = belongings(places);
    const remove = await cases[kind]?.();
    const left = await leftBehind(places, before);
    await remove?.();
    expect(left[kind]).not.toEqual([]);
    expect(Object.values(await leftBehind(places, before)).flat()).toEqual([]);
  });
});

async function started(...command: string[]): Promise<ChildProcess> {
  const child = spawn('env', [...command, 'sh', '-c', 'echo; exec sleep 1000'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

async function ended(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'close');
}

async function closed(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}
