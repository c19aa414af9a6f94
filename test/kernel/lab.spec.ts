import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Exercise } from '../../src/lab/exercise/exercise.js';
import type { Lab, Progress } from '../../src/lab/lab.js';
import { openLab } from '../../src/lab/open-lab.js';
import { reportSchema } from '../../src/lab/verdict/report.js';
import type { Report } from '../../src/lab/verdict/report.js';
import { compileLab } from '../support/compiled-lab.js';
import { sampleExercise } from '../support/exercise.js';
import { receiveChecks, receiveScene, receiveTypes } from '../support/scenes.js';

/** The whole lab, as it is opened by the service: TypeScript in, Report out. */
let lab: Lab;
let remove: () => Promise<void>;
const faults: unknown[] = [];

beforeAll(async () => {
  const program = await compileLab();
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'doorbell-lab-data-'));
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

const receive: Exercise = sampleExercise({
  types: receiveTypes,
  scenes: [receiveScene()],
  checks: receiveChecks.map((id) => ({ id, points: 10 })),
});
const large: Exercise = { ...receive, scenes: [receiveScene(4 << 20)] };

function answer(body: string, head = ''): string {
  return `
import * as fs from 'node:fs';
import { Worker } from 'node:worker_threads';
${head}
export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
${body}
}
`;
}

const callback = 'fs.read(fd, buffer, 0, buffer.length, null, (err, count) => done(err, count));';

/** Reads until the buffer is full, as a message of any size needs. */
const untilFull = `
  let count = 0;
  const more = (): void => fs.read(fd, buffer, count, buffer.length - count, null, (err, n) => {
    count += n ?? 0;
    if (err || n === 0 || count === buffer.length) done(err, count);
    else more();
  });
  more();`;

const relay = `
  const worker = new Worker(
    \`const { parentPort, workerData } = require('node:worker_threads');
     const bytes = new Uint8Array(workerData.length);
     let count = 0;
     while (count < bytes.length) count += require('node:fs').readSync(workerData.fd, bytes, count, bytes.length - count, null);
     parentPort.postMessage(bytes);\`,
    { eval: true, workerData: { fd, length: buffer.length } },
  );
  worker.once('message', (bytes: Uint8Array) => { buffer.set(bytes); done(null, bytes.length); });`;

const waitAsync = `
  const state = new Int32Array(new SharedArrayBuffer(4));
  const bytes = new Uint8Array(new SharedArrayBuffer(buffer.length));
  new Worker(
    \`const { fd, bytes, state } = require('node:worker_threads').workerData;
     require('node:fs').readSync(fd, bytes, 0, bytes.length, null);
     Atomics.store(state, 0, 1);
     Atomics.notify(state, 0);\`,
    { eval: true, workerData: { fd, bytes, state } },
  );
  void Promise.resolve(Atomics.waitAsync(state, 0, 0).value).then(() => { buffer.set(bytes); done(null, bytes.length); });`;

const filesBetween = `
  fs.read(fd, buffer, 0, buffer.length, null, (err, count) => {
    void fs.promises.writeFile('/tmp/letter', buffer)
      .then(() => fs.promises.readFile('/tmp/letter'))
      .then((copy) => { buffer.set(copy); done(err, count); });
  });`;

const play = async (source: string, exercise = receive, seed = 1): Promise<Report> => {
  const report = await lab.run({ exercise, source, seed });
  // With its cause, which the report does not say.
  if (report.status === 'fault') throw faults.at(-1);
  expect(reportSchema.safeParse(report).error).toBeUndefined();
  return report;
};

const check = (report: Report, id: string) => report.checks.find((each) => each.id === id);

it('passes those who are told, whatever lies between the bytes and the bell', async () => {
  const reports = await Promise.all([
    play(answer(callback)),
    play(answer(untilFull), large),
    play(answer(filesBetween)),
    play(answer(waitAsync)),
    play(answer(relay)),
  ]);
  for (const report of reports) {
    expect(report.checks.filter(({ passed }) => !passed)).toEqual([]);
    expect(report).toMatchObject({
      status: 'graded',
      passed: true,
      score: report.maxScore,
      mechanism: 'notified',
      dataPath: 'helper-thread',
      evidence: { rounds: 5, toldRounds: 5, asleepAndUntold: 0, starts: 1 },
    });
  }
});

it('says how a program came to its end, and where', async () => {
  const [crashed, exited, hungry, loud] = await Promise.all([
    play(answer(`setTimeout(() => { throw new Error('boom'); }, 1);`)),
    play(answer(`setTimeout(() => process.exit(0), 1);`)),
    play(answer(`const all: unknown[] = []; for (;;) all.push(new Array(1000).fill(Math.random()));`)),
    play(answer(`const line = 'x'.repeat(1 << 20); for (let i = 0; i < 100; i += 1) console.log(line);`)),
  ]);
  for (const report of [crashed, exited, hungry, loud]) {
    expect(report).toMatchObject({ status: 'graded', passed: false, mechanism: null });
  }
  expect(crashed.summary.en).toContain('crashed: “Error: boom”');
  expect(check(crashed, 'idle')).toMatchObject({ passed: false, line: 6 });
  expect(crashed.output.text).toContain('Error: boom');
  expect(exited.summary.en).toContain('ended by itself');
  expect(hungry.summary.en).toContain('memory');
  expect(loud.summary.en).toContain('printed more than it was allowed');
  expect(loud.output).toMatchObject({ truncated: true });
  expect(loud.output.text.length).toBeLessThanOrEqual(65_536);
});

it('does not run what does not compile, lacks the export or never finishes loading', async () => {
  const [wrong, lacks, never] = await Promise.all([
    play('export const receive: number = "no";'),
    play('export function receives(): void {}'),
    play(answer(callback, 'await new Promise(() => setInterval(() => 0, 1e9));')),
  ]);
  for (const report of [wrong, lacks, never]) {
    expect(report).toMatchObject({ status: 'not-run', passed: false, score: 0, mechanism: null, checks: [] });
  }
  expect(wrong.diagnostics[0]).toMatchObject({ line: 1, code: expect.stringMatching(/^TS\d+$/) as string });
  expect(lacks.diagnostics.map(({ message }) => message.en).join()).toContain('receive');
  expect(never.diagnostics).toEqual([]);
  expect(never.summary.en).toContain('never done loading');
});

it('repeats a run from its seed: the same bytes, and others from another', async () => {
  const prints = answer(
    `fs.read(fd, buffer, 0, buffer.length, null, (err, count) => { console.log(Buffer.from(buffer).toString('hex')); done(err, count); });`,
  );
  const [first, again, other] = await Promise.all([play(prints), play(prints), play(prints, receive, 2)]);
  const lines = first.output.text.trim().split('\n');
  expect(lines).toHaveLength(5);
  expect(new Set(lines).size).toBe(5);
  expect(again.output.text).toBe(first.output.text);
  expect(other.output.text).not.toBe(first.output.text);
  expect([first.seed, again.seed, other.seed]).toEqual([1, 1, 2]);
});

it('tells how far a run has come, and nothing of hidden scenes', async () => {
  const seen: Progress[] = [];
  const two = { ...receive, scenes: [receiveScene(64, 5), { ...receiveScene(32, 1), hidden: true }] };
  await lab.run({ exercise: two, source: answer(callback), seed: 1, onProgress: (each) => seen.push(each) });
  expect(seen).toEqual([
    { type: 'type-checking' },
    { type: 'starting' },
    { type: 'scene', scene: 'message-of-64', number: 1, of: 2 },
    { type: 'scene', scene: 'hidden-2', number: 2, of: 2 },
  ]);
});

it('ends a run that is called off, and the next one is well', async () => {
  const abort = new AbortController();
  const run = lab.run({
    exercise: receive,
    source: answer('for (;;);'),
    seed: 1,
    signal: abort.signal,
    onProgress: ({ type }) => {
      if (type === 'scene') abort.abort(new Error('called off'));
    },
  });
  await expect(run).rejects.toThrow('called off');
  expect(await play(answer(callback))).toMatchObject({ passed: true });
});
