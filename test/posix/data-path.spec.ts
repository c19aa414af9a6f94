import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Exercise } from '../../src/lab/exercise/exercise.js';
import type { Lab } from '../../src/lab/lab.js';
import { openLab } from '../../src/lab/open-lab.js';
import { compileLab } from '../support/compiled-lab.js';
import { sampleExercise } from '../support/exercise.js';
import { posixAnswers } from '../support/posix-answers.js';
import { receiveChecks, receiveScene, receiveTypes } from '../support/scenes.js';

/** Who carried the bytes, of whole submissions: each scene is played once more under strace, and both runs must agree. */
let lab: Lab;
let remove: () => Promise<void>;
const faults: unknown[] = [];

beforeAll(async () => {
  const program = await compileLab();
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'doorbell-path-'));
  remove = async () => {
    for (const each of [program, dataDirectory]) await rm(each, { recursive: true, force: true });
  };
  lab = await openLab({ program, dataDirectory, slots: 4, onFault: (error) => faults.push(error) });
});

afterAll(async () => {
  await lab?.close();
  await remove?.();
  expect(faults).toEqual([]);
});

const exercise: Exercise = sampleExercise({
  kit: 'posix',
  types: receiveTypes,
  scenes: [{ ...receiveScene(), 'data-path': { is: 'aio', check: 'data-path' } }],
  checks: [...receiveChecks, 'data-path'].map((id) => ({ id, points: 10 })),
});

const socket = `import { Socket } from 'node:net';
export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  new Socket({ fd }).once('data', (chunk: Buffer) => { buffer.set(chunk); done(null, chunk.length); });
}`;
const pool = `import { read } from 'node:fs';
export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  read(fd, buffer, 0, buffer.length, null, done);
}`;

const ways: [string, string, string, 'readiness' | 'completion'][] = [
  ['aio_read and a signal', posixAnswers['aio_read and a signal'], 'aio', 'completion'],
  ['aio_read and a thread', posixAnswers['aio_read and a thread'], 'aio', 'completion'],
  ['SIGIO and recv', posixAnswers['SIGIO and recv'], 'signal-then-read', 'readiness'],
  ['a worker in recv', posixAnswers['a worker in recv'], 'helper-thread', 'completion'],
  ['fs.read', pool, 'helper-thread', 'completion'],
  ['a net.Socket', socket, 'readiness-then-read', 'completion'],
];

it('the order of the calls tells who carried, by every way', async () => {
  const reports = await Promise.all(
    ways.map(async ([, source]) => await lab.run({ exercise, source, seed: 3 })),
  );
  expect(
    reports.map(({ status, mechanism, dataPath, toldOf, passed, checks, evidence }, index) => ({
      ...{ way: ways[index]?.[0], status, mechanism, dataPath, toldOf, passed },
      // Says which two ways disagree, should they.
      notes: evidence.notes.map(({ en }) => en),
      failed: checks.filter((check) => !check.passed).map(({ id }) => id),
    })),
  ).toEqual(
    ways.map(([way, , dataPath, toldOf]) => ({
      ...{ way, status: 'graded', mechanism: 'notified', dataPath, toldOf },
      passed: dataPath === 'aio',
      notes: [],
      failed: dataPath === 'aio' ? [] : ['data-path'],
    })),
  );
  const expected = reports.flatMap(({ checks }) => checks.filter(({ id }) => id === 'data-path'));
  for (const check of expected) expect(check.expected.en).toContain('glibc’s helper for `aio_*` waited');
});

it('a program does not see the tracer, which lives in another PID namespace', async () => {
  const twoFaced = `import { readFileSync } from 'node:fs';
    ${pool.replace('export function receive', 'function byPool').replace('import { read }', 'import { read as readLater }').replace('read(fd, buffer, 0', 'readLater(fd, buffer, 0')}
    ${socket.replace('export function receive', 'function bySocket')}
    const traced = !/TracerPid:\\s0/.test(readFileSync('/proc/self/status', 'utf8'));
    export const receive = traced ? byPool : bySocket;`;
  const report = await lab.run({ exercise, source: twoFaced, seed: 3 });
  expect(report).toMatchObject({ status: 'graded', dataPath: 'readiness-then-read' });
});
