import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Exercise } from '../../src/lab/exercise/exercise.js';
import type { Lab } from '../../src/lab/lab.js';
import { openLab } from '../../src/lab/open-lab.js';
import { type Report, reportSchema } from '../../src/lab/verdict/report.js';
import { compileLab } from '../support/compiled-lab.js';
import { sampleExercise } from '../support/exercise.js';
import { posixAnswers } from '../support/posix-answers.js';
import { receiveChecks, receiveScene, receiveTypes } from '../support/scenes.js';

/** Submissions that import the kit, through the whole lab: the real calls, and what the kernel showed of each. */
let lab: Lab;
let remove: () => Promise<void>;
const faults: unknown[] = [];

beforeAll(async () => {
  const program = await compileLab();
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'doorbell-posix-'));
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
  scenes: [receiveScene()],
  checks: receiveChecks.map((id) => ({ id, points: 10 })),
});
const without: Exercise = sampleExercise({ ...exercise, kit: undefined });

const play = async (source: string, of = exercise): Promise<Report> => {
  const report = await lab.run({ exercise: of, source, seed: 1 });
  expect(reportSchema.safeParse(report).error).toBeUndefined();
  return report;
};

type Way = keyof typeof posixAnswers;

/** Plays these at the same time: what was said of each. */
async function verdicts(ways: readonly Way[]) {
  const reports = await Promise.all(ways.map(async (way) => [way, await play(posixAnswers[way])] as const));
  return Object.fromEntries(
    reports.map(([way, { status, mechanism, diagnostics, evidence }]) => [
      way,
      status === 'graded' ? [mechanism, evidence?.sleepingCall ?? null] : [status, diagnostics],
    ]),
  );
}

describe('how a thread waited is read from the kernel, by the call that it made', () => {
  it('blocking', async () => {
    expect(await verdicts(['recv', 'recv inside', 'read', 'aio_suspend'])).toEqual({
      recv: ['blocking', 'recvfrom'],
      'recv inside': ['blocking', 'recvfrom'],
      read: ['blocking', 'read'],
      aio_suspend: ['blocking', 'futex'],
    });
  });

  it('multiplexed, whatever the time-out', async () => {
    expect(
      await verdicts([
        'epoll_wait',
        'epoll_wait in slices',
        'epoll_wait on the set of the loop',
        'poll',
        'poll in slices',
        'select',
        'select in slices',
      ]),
    ).toEqual({
      epoll_wait: ['multiplexed', 'epoll_wait'],
      'epoll_wait in slices': ['multiplexed', 'epoll_wait'],
      'epoll_wait on the set of the loop': ['multiplexed', 'epoll_wait'],
      poll: ['multiplexed', 'poll'],
      'poll in slices': ['multiplexed', 'poll'],
      // glibc makes select(2) by this call.
      select: ['multiplexed', 'pselect6'],
      'select in slices': ['multiplexed', 'pselect6'],
    });
  });

  it('spinning', async () => {
    expect(await verdicts(['recv until it works', 'recv at every turn of the loop'])).toEqual({
      'recv until it works': ['busy-poll', null],
      'recv at every turn of the loop': ['busy-poll', null],
    });
  });

  it('asking again on a timer, also one that is a descriptor', async () => {
    expect(
      await verdicts(['recv every 700 ms', 'aio_error every 700 ms', 'a worker with a timerfd']),
    ).toEqual({
      'recv every 700 ms': ['timed-poll', 'epoll_pwait'],
      'aio_error every 700 ms': ['timed-poll', 'epoll_pwait'],
      'a worker with a timerfd': ['timed-poll', 'epoll_pwait'],
    });
  });

  it('notified: by signal of readiness, by signal of completion, by thread, by a helper that blocks', async () => {
    const ways = [
      'SIGIO and recv',
      'aio_read and a signal',
      'aio_read and a thread',
      'a worker in recv',
    ] as const;
    const reports = await Promise.all(ways.map((way) => play(posixAnswers[way])));
    for (const report of reports) {
      expect(report.checks.filter(({ passed }) => !passed)).toEqual([]);
      expect(report).toMatchObject({ passed: true, mechanism: 'notified', evidence: { toldRounds: 5 } });
    }
  });
});

describe('an exercise without the kit', () => {
  it('says so, in both languages and at the place, and nothing else', async () => {
    const { status, diagnostics } = await play(posixAnswers.poll, without);
    expect(status).toBe('not-run');
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ line: 2, column: 20, code: 'kit-not-available' });
    expect(diagnostics[0]?.message.en).toContain("does not come with the module 'posix'");
    expect(diagnostics[0]?.message['zh-CN']).toContain("没有提供 'posix' 模块");
  });

  it('starts its programs so that the kit does not load, however it is asked for', async () => {
    const sneaks = `
      import { createRequire } from 'node:module';
      const load = createRequire('/tmp/');
      const tried = ['koffi', 'posix'].map((name) => { try { load(name); return 'loaded'; } catch (e) { return (e as NodeJS.ErrnoException).code; } });
      console.log(tried.join());
      export function receive(): void {}`;
    const [closed, open] = await Promise.all([play(sneaks, without), play(sneaks)]);
    expect(closed.output.text.trim()).toBe('ERR_DLOPEN_DISABLED,ERR_DLOPEN_DISABLED');
    expect(open.output.text.trim()).toBe('loaded,loaded');
  });
});

describe('the type-check of an exercise with the kit', () => {
  const diagnosticsOf = async (body: string) =>
    (
      await play(`import * as p from 'posix';\nexport function receive(fd: number): void { ${body} }`)
    ).diagnostics.map(({ code }) => code);

  it('knows the kit, by every form of import, and its types', async () => {
    expect(await diagnosticsOf(`p.recv('3', new Uint8Array(8));`)).toEqual(['TS2345']);
    expect(await diagnosticsOf(`p.epoll_wait(fd, [], 8);`)).toEqual(['TS2554']);
    expect(await diagnosticsOf(`p.recvfrom(fd);`)).toEqual(['TS2339']);
    const named = await play(`import { recv, type aiocb } from 'posix';
      export type { sigevent } from 'posix';
      let last: aiocb | undefined;
      let flags = (await import('posix')).O_NONBLOCK;
      flags |= 0o20000;
      export function receive(fd: number, buffer: Uint8Array): void { console.log(last, flags, recv(fd, buffer, 0)); }`);
    expect(named.diagnostics).toEqual([]);
  });

  it('still has nothing else: neither koffi nor a file of the kit', async () => {
    for (const name of ['koffi', 'posix/index.js', './posix.js', 'posix.d.ts']) {
      const { diagnostics } = await play(`import '${name}';\nexport function receive(): void {}`);
      expect(diagnostics.map(({ code }) => code)).toEqual(['module-not-available']);
    }
  });
});
