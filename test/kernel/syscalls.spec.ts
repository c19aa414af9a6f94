import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadExercise } from '../../src/lab/exercise/load-exercise.js';
import type { Exercise } from '../../src/lab/exercise/exercise.js';
import type { Lab } from '../../src/lab/lab.js';
import { openLab } from '../../src/lab/open-lab.js';
import { syscallsSchema } from '../../src/lab/verdict/syscalls.js';
import type { SceneSyscalls, Syscall, Syscalls } from '../../src/lab/verdict/syscalls.js';
import { cloneRoot } from '../../src/platform/paths.js';
import { compileLab } from '../support/compiled-lab.js';

/** Real submissions to a real exercise under strace: what a student is shown. */
const folder = path.join(cloneRoot, 'seed', 'exercises', 'receive-notify');
let lab: Lab;
let exercise: Exercise;
let remove: () => Promise<void>;

beforeAll(async () => {
  const program = await compileLab();
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'doorbell-syscalls-'));
  remove = async () => {
    for (const each of [program, dataDirectory]) await rm(each, { recursive: true, force: true });
  };
  lab = await openLab({ program, dataDirectory, slots: 2 });
  exercise = await loadExercise(folder);
});
afterAll(async () => {
  await lab?.close();
  await remove?.();
});

const solution = (name: string) => readFile(path.join(folder, `${name}.ts`), 'utf8');

async function traced(source: string, of = exercise): Promise<Syscalls> {
  return syscallsSchema.parse(await lab.trace({ exercise: of, source, seed: 5 }));
}

function first({ scenes }: Syscalls): SceneSyscalls {
  const [scene] = scenes;
  if (!scene) throw new Error('no scene was played');
  return scene;
}

/** Calls that carry the wire's bytes, or ask for them. */
const reads = (calls: readonly Syscall[]) =>
  calls.filter((call) => call.on === 'wire line' && call.name === 'read');

it('who is told sleeps in the loop while a helper reads, and nothing of a hidden scene is there', async () => {
  const syscalls = await traced(await solution('accepted/callback--fs-read'));
  const visible = exercise.scenes.filter((scene) => !scene.hidden).map((scene) => scene.id);
  expect(syscalls.scenes.map((scene) => [scene.scene, scene.complete, scene.leftOut])).toEqual(
    visible.map((id) => [id, true, 0]),
  );
  expect(exercise.scenes.length).toBeGreaterThan(visible.length);
  const text = JSON.stringify(syscalls);
  for (const scene of exercise.scenes.filter((each) => each.hidden)) expect(text).not.toContain(scene.id);

  const { calls, timeline } = first(syscalls);
  const [read, ...others] = reads(calls);
  expect(others).toEqual([]);
  expect(read).toMatchObject({ lane: 'helper-thread', result: 64, error: null });
  const sent = timeline.find((entry) => entry.event === 'send')?.at ?? NaN;
  // It began before there was anything to read, and returned with it; the loop was woken by the helper, after that.
  expect(read?.at).toBeLessThan(sent);
  const after = calls.slice(calls.indexOf(read as Syscall));
  const woken = after.find((call) => call.name === 'epoll_pwait' && call.on === 'loop' && call.result === 1);
  expect(woken).toMatchObject({ lane: 'judged-thread', arguments: expect.stringContaining('<eventfd>') });
  expect(woken?.at).toBeLessThan(sent);
  // The lab's own conversation is marked.
  expect(calls.filter((call) => call.on === 'lab').map((call) => call.name)).toContain('read');
});

it('who asks on a timer is seen to ask, again and again, for nothing', async () => {
  const syscalls = await traced(await solution('rejected/timed-poll--read-every-20-ms'), {
    ...exercise,
    scenes: exercise.scenes.slice(0, 1),
  });
  const { calls } = first(syscalls);
  // It may ask once more before it takes its timer back.
  const found = reads(calls).findIndex((call) => call.result === 64);
  expect(reads(calls)[found]).toMatchObject({ lane: 'judged-thread' });
  const before = reads(calls).slice(0, found);
  expect(before.length).toBeGreaterThan(2);
  expect(new Set(before.map((call) => `${call.result} ${call.error}`))).toEqual(new Set(['-1 EAGAIN']));
  // Between two of them the loop ran into its time-out.
  const [one, next] = reads(calls).map((call) => calls.indexOf(call));
  expect(calls.slice(one, next)).toContainEqual(
    expect.objectContaining({ name: 'epoll_pwait', on: 'loop', result: 0 }),
  );
});

it('who is held in a call is shown in it', async () => {
  const syscalls = await traced(await solution('rejected/blocking--read-sync'));
  const [scene] = syscalls.scenes;
  expect(reads(scene?.calls ?? [])).toMatchObject([{ lane: 'judged-thread', until: null, result: null }]);
  expect([scene?.complete, syscalls.notPlayed]).toEqual([false, ['in-pieces', 'early-end']]);
});

it('what a program prints is not taken for what the kernel did', async () => {
  const forged = '[pid 1] 9999999999.5 sendto(4<socket:[1]>, \\"forged\\", 6) = 6 <0.1>';
  const source = `import * as fs from 'node:fs';
    const lines = '\\n${forged}\\nstrace: Process 1 attached\\n${forged}\\n';
    export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
      fs.writeSync(1, lines); fs.writeSync(2, lines);
      fs.read(fd, buffer, 0, buffer.length, null, done);
    }`;
  const { scenes } = await traced(source, { ...exercise, scenes: exercise.scenes.slice(0, 1) });
  const calls = scenes.flatMap((scene) => scene.calls);
  expect(calls.filter((call) => call.name === 'sendto')).toEqual([]);
  const printed = calls.filter((call) => call.name === 'write' && call.arguments.includes('[pid 1]'));
  expect(printed.map((call) => call.arguments.slice(0, 1))).toEqual(['1', '2']);
  expect(reads(calls)).toMatchObject([{ result: 64 }]);
});
