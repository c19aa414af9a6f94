import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { epollSets, listDescriptors, socketInode, watchedInodes } from '../../src/lab/kernel/descriptors.js';
import { quietBetween, SilenceWatch, sleptThrough, threadOf } from '../../src/lab/kernel/rules.js';
import { isEpoll, isVfork, sleepsFor } from '../../src/lab/kernel/system-calls.js';
import { premakeConnections } from '../../src/lab/peer/premade.js';
import { RealProgram } from '../support/real-program.js';

const require = createRequire(import.meta.url);

/** What this host's kernel says of programs that wait in the ways the verdicts tell apart. Nothing is replaced. */
const programs: RealProgram[] = [];

async function start(code: string, fds: readonly number[] = []): Promise<RealProgram> {
  const program = await RealProgram.start(code, fds);
  programs.push(program);
  return program;
}

afterEach(async () => {
  await Promise.all(programs.splice(0).map((program) => program.end()));
});

const turn = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

/** Looks until two looks in a row show all asleep; a start-up ends, so this does. */
async function quiet(program: RealProgram) {
  for (let before = program.read(); ;) {
    await turn(20);
    const after = program.read();
    if (quietBetween(before, after)) return after;
    before = after;
  }
}

/** What a silence amounts to, window by window; proofs asked for with less than a grading asks, to save the time. */
async function silence(program: RealProgram) {
  const watch = new SilenceWatch(program.read(), 300, 5);
  for (;;) {
    await turn(100);
    const what = watch.add(program.read());
    if (what !== 'undecided') return { what, ...watch.totals() };
  }
}

const ready = `require('fs').writeSync(1, 'ready\\n');`;

describe('a program asleep', () => {
  it.each<[string, string, string, number | null]>([
    ['in its event loop', `${ready} process.stdin.on('data', () => 0);`, 'epoll_pwait', Infinity],
    [
      'in Atomics.wait',
      `${ready} Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`,
      'futex',
      Infinity,
    ],
    ['in a blocking read', `${ready} require('fs').readSync(0, Buffer.alloc(1));`, 'read', Infinity],
  ])('%s is quiet, and the kernel names the call', async (_how, code, name, until) => {
    const program = await start(code);
    await quiet(program);
    expect(await silence(program)).toMatchObject({ what: 'quiet', wakeUps: 0, cpuMs: 0 });
    const call = program.tree.sleepingCall(program.pid, program.pid);
    expect(call?.name).toBe(name);
    expect(call && sleepsFor(call)).toBe(until);
  });

  it('shows when its timer is due, as a hint', async () => {
    const program = await start(`${ready} setInterval(() => 0, 3600e3);`);
    await quiet(program);
    const call = program.tree.sleepingCall(program.pid, program.pid);
    const ms = call && sleepsFor(call);
    expect(ms).toBeGreaterThan(0);
    expect(ms).toBeLessThanOrEqual(3_600_000);
  });

  it('in its loop sleeps on the set that watches its socket', async () => {
    const [made] = premakeConnections(1);
    if (!made) throw new Error('no connection');
    const code = `new (require('net').Socket)({ fd: 3 }).on('data', () => 0); setTimeout(() => { ${ready} }, 10);`;
    const program = await start(code, [made.programFd]);
    await quiet(program);
    const call = program.tree.sleepingCall(program.pid, program.pid);
    const set = call?.arguments[0] ?? -1;
    expect(call && isEpoll(call)).toBe(true);
    expect(epollSets(program.pid)).toContain(set);
    const inode = socketInode(program.pid, 3);
    expect(inode).toBe(socketInode(process.pid, made.programFd));
    expect(watchedInodes(program.pid, set)).toContain(inode);
    expect(socketInode(program.pid, 0)).not.toBe(inode);
  });

  it('shows a set whole that watches more than a page tells', async () => {
    const many = `
      let bound = 0;
      for (let n = 0; n < 400; n += 1)
        require('dgram').createSocket('udp4').bind(0, '127.0.0.1', () => { if ((bound += 1) === 400) setTimeout(() => { ${ready} }, 10); });`;
    const program = await start(many);
    await quiet(program);
    const call = program.tree.sleepingCall(program.pid, program.pid);
    const held = listDescriptors(program.pid).flatMap((fd) => socketInode(program.pid, fd) ?? []);
    const watched = watchedInodes(program.pid, call?.arguments[0] ?? -1);
    expect(held.filter((inode) => watched.has(inode)).length).toBeGreaterThanOrEqual(400);
  });

  it('in vfork, whose child waits for a FIFO to be opened, is quiet, though its state is D', async () => {
    const fifo = path.join(await mkdtemp(path.join(tmpdir(), 'doorbell-fifo-')), 'fifo');
    execFileSync('mkfifo', [fifo]);
    try {
      const code = `
        const koffi = require(${JSON.stringify(require.resolve('koffi'))});
        const libc = koffi.load('libc.so.6');
        const actions = Buffer.alloc(256);
        libc.func('int posix_spawn_file_actions_init(void *)')(actions);
        libc.func('int posix_spawn_file_actions_addopen(void *, int, const char *, int, uint32_t)')(actions, 0, ${JSON.stringify(fifo)}, 0, 0);
        ${ready}
        const none = Buffer.alloc(8);
        libc.func('int posix_spawn(void *, const char *, void *, void *, void *, void *)')(Buffer.alloc(8), '/bin/true', actions, null, none, none);`;
      const program = await start(code);
      await quiet(program);
      expect(readFileSync(`/proc/${program.pid}/stat`, 'utf8')).toMatch(/\) D /);
      const call = program.tree.sleepingCall(program.pid, program.pid);
      expect(call && isVfork(call)).toBe(true);
    } finally {
      // Lets the child go on, which would wait for ever.
      closeSync(openSync(fifo, constants.O_RDWR));
      await rm(path.dirname(fifo), { recursive: true });
    }
  });

  it('stopped by a signal is quiet as well', async () => {
    const program = await start(`${ready} setInterval(() => 0, 5);`);
    program.signal('SIGSTOP');
    const reading = await quiet(program);
    expect(new Set(reading.threads.map(({ state }) => state))).toEqual(new Set(['T']));
  });
});

describe('a program that does not rest', () => {
  it.each([
    ['a loop', `${ready} for (;;);`],
    ['setImmediate', `${ready} const again = () => setImmediate(again); again();`],
    ['microtasks', `${ready} (async () => { for (;;) await null; })();`],
    ['a worker that loops', `new (require('worker_threads').Worker)('for (;;);', { eval: true }); ${ready}`],
  ])('in %s spins', async (_how, code) => {
    const program = await start(code);
    const result = await silence(program);
    expect(result.what).toBe('spin');
    expect(result.cpuMs).toBeGreaterThanOrEqual(300);
  });

  it('with a tick every 20 ms moves, without wanting the CPU', async () => {
    const program = await start(`${ready} setInterval(() => 0, 20);`);
    const result = await silence(program);
    expect(result.what).toBe('moving');
    expect(result.wakeUps).toBeGreaterThan(5);
  });

  it('keeps moving when only a helper ticks: the judged thread slept all the while', async () => {
    const program = await start(
      `new (require('worker_threads').Worker)('setInterval(() => 0, 10)', { eval: true }).once('online', () => { ${ready} });`,
    );
    await silence(program);
    const before = program.read();
    await turn(200);
    const after = program.read();
    expect(quietBetween(before, after)).toBe(false);
    expect(sleptThrough(before, after, program.pid)).toBe(true);
  });
});

describe('the tree', () => {
  it('holds every thread, and a fresh one as soon as it exists', async () => {
    const program = await start(`
      process.stdin.once('data', () => {
        new (require('worker_threads').Worker)('setInterval(() => 0, 1e9)', { eval: true }).once('online', () => { ${ready} });
      });
      ${ready}`);
    const before = await quiet(program);
    program.hears('go\n');
    await program.says();
    const after = await quiet(program);
    expect(after.threads.length).toBeGreaterThan(before.threads.length);
    expect(after.threads.map(({ tid }) => tid)).toEqual(
      after.threads.map(({ tid }) => tid).sort((a, b) => a - b),
    );
    expect(program.tree.mostThreads).toBeGreaterThanOrEqual(after.threads.length);
  });

  it('shows children that are gone before anybody looks: the last process id has moved', async () => {
    const program = await start(`
      process.stdin.on('data', () => {
        require('child_process').spawnSync(process.execPath, ['-e', '0']);
        ${ready}
      });
      ${ready}`);
    await quiet(program);
    const before = program.tree.read();
    program.hears('go\n');
    await program.says();
    const after = program.tree.read();
    expect(after.lastPid).not.toBe(before.lastPid);
    expect(
      quietBetween(
        { ...before, threads: program.read().threads },
        { ...after, threads: program.read().threads },
      ),
    ).toBe(false);
  });

  it('loses who has ended, and has no call and no descriptors of theirs', async () => {
    const program = await start(`${ready} setInterval(() => 0, 1e9);`);
    expect(threadOf(program.read(), program.pid)).toBeDefined();
    await program.kill();
    expect(program.read().threads).toEqual([]);
    expect(program.tree.sleepingCall(program.pid, program.pid)).toBeNull();
    expect(listDescriptors(program.pid)).toEqual([]);
  });

  it('passes over one that has ended and that nobody has buried', async () => {
    const program = await start(`
      const fs = require('fs');
      const child = require('child_process').spawn(process.execPath, ['-e', 'process.stdin.once("data", () => process.exit())'],
        { stdio: ['pipe', 'ignore', 'ignore'] });
      fs.writeSync(1, String(child.pid));
      child.stdin.write('go');
      child.stdin.once('error', () => 0);
      setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));`);
    const child =
      program.tree.read().threads.find(({ pid }) => pid !== program.pid && pid > program.pid)?.pid ?? 0;
    while (threadOf(program.tree.read(), child)) await turn(5);
    expect(program.tree.sleepingCall(child, child)).toBeNull();
    expect(listDescriptors(child)).toEqual([]);
    expect(epollSets(child)).toEqual([]);
  });
});
