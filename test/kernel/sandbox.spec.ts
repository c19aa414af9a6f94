import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { findCgroupPlace, type CgroupPlace } from '../../src/lab/sandbox/cgroup-place.js';
import { parentsIn, removeStaleGroups } from '../../src/lab/sandbox/cgroup.js';
import { ensureImage, type Image } from '../../src/lab/sandbox/image.js';
import { defaultLimits } from '../../src/lab/sandbox/limits.js';
import { checkRequirements } from '../../src/lab/sandbox/requirements.js';
import { startTrialSlot, type TrialSlot } from '../../src/lab/sandbox/trial.js';
import { compileLab } from '../support/compiled-lab.js';
import { until } from '../support/until.js';

/** The real chain on this host: nothing is replaced. On a host that cannot run it, these fail with bwrap's reason. */
const isRoot = process.geteuid?.() === 0;
const MiB = 1024 * 1024;

let program: string;
/** The same below the clone, where a process outside the image finds koffi. */
let modules: string;
let data: string;
let image: Image;
let place: CgroupPlace;
let trial: TrialSlot;

beforeAll(async () => {
  program = await compileLab();
  modules = await compileLab(fileURLToPath(new URL('../../node_modules/.cache', import.meta.url)));
  data = await mkdtemp(path.join(tmpdir(), 'doorbell-data-'));
  image = await ensureImage({ dataDirectory: data, program, jail: [] });
  place = await findCgroupPlace();
  // The wall time is a net here: a starved host takes its time to fill half a gigabyte.
  trial = await startTrialSlot(image, place, { ...defaultLimits, wallMs: 120_000 });
});

afterAll(async () => {
  await trial?.slot.kill();
  if (image) await rm(image.root, { recursive: true, force: true });
  for (const directory of [program, modules, data]) await rm(directory, { recursive: true, force: true });
});

/** Processes of the host whose command line holds a word. */
async function processesWith(word: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  return pids.filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(word);
    } catch {
      return false;
    }
  });
}

async function groupsOf(pid: number): Promise<string[]> {
  const names = await Promise.all(parentsIn(place).map((parent) => readdir(parent)));
  return names.flat().filter((name) => name.includes(`-${pid}-`) && name.startsWith('doorbell-'));
}

/** A grader of its own, with a trial slot named `trial`. */
function startGrader(script: string, stdio: StdioOptions = ['ignore', 'pipe', 'inherit']): ChildProcess {
  const url = JSON.stringify(path.join(modules, 'sandbox/trial.js'));
  const arguments_ = `${JSON.stringify(image)}, ${JSON.stringify(place)}`;
  const source = `
    import fs from 'node:fs';
    import { startTrialSlot } from ${url};
    const trial = await startTrialSlot(${arguments_});
    ${script}`;
  return spawn(process.execPath, ['--input-type=module', '-e', source], { stdio });
}

const evaluate = (code: string, options?: Parameters<TrialSlot['run']>[1]) =>
  trial.run(['-e', code], options);

describe('this host', () => {
  it('meets every requirement', async () => {
    const requirements = await checkRequirements({ dataDirectory: data, program, jail: [] });
    expect(requirements.filter(({ ok }) => !ok)).toEqual([]);
    expect(requirements.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['chain', 'network-empty', 'host-untouched']),
    );
  });
});

describe('the image', () => {
  it('is built once, whoever asks at the same time, and leaves no draft', async () => {
    const again = await Promise.all(
      [1, 2, 3].map(() => ensureImage({ dataDirectory: data, program, jail: [] })),
    );
    expect(new Set(again.map(({ root }) => root))).toEqual(new Set([image.root]));
    const other = await mkdtemp(path.join(tmpdir(), 'doorbell-data-'));
    try {
      const built = await Promise.all(
        [1, 2, 3].map(() => ensureImage({ dataDirectory: other, program, jail: [] })),
      );
      expect(new Set(built.map(({ hash }) => hash))).toEqual(new Set([image.hash]));
      expect(
        (await readdir(path.dirname(built[0]!.root))).filter((name) => name.startsWith('draft-')),
      ).toEqual([]);
    } finally {
      await rm(other, { recursive: true, force: true });
    }
  });

  it('lies where the slot’s user can walk, and only its owner can write', async () => {
    for (let at = image.root; at !== '/'; at = path.dirname(at)) {
      if (isRoot) expect((await stat(at)).mode & 0o001).toBe(0o001);
    }
    expect((await stat(path.join(image.root, 'bin/node'))).mode & 0o777).toBe(0o755);
    expect((await stat(image.root)).mode & 0o022).toBe(0);
  });

  it('gives a submission Node, its libraries and its own etc, and nothing else', async () => {
    const { stdout } = await evaluate(`
      const fs = require('fs');
      console.log(JSON.stringify([fs.readdirSync('/').sort(), fs.readdirSync('/bin'), fs.readdirSync('/dev').sort()]));
    `);
    const [root, bin, dev] = JSON.parse(stdout) as string[][];
    expect(root).toEqual(
      ['bin', 'dev', 'doorbell', 'etc', 'lib', 'lib64', 'proc', 'tmp'].filter((name) => root!.includes(name)),
    );
    expect(bin).toEqual(['node']);
    expect(dev).toEqual(['fd', 'null', 'random', 'stderr', 'stdin', 'stdout', 'urandom', 'zero']);
  });
});

describe('a submission', () => {
  it('runs: worker threads, children, promises of fs, localhost by name', async () => {
    const { stdout, stderr, code } = await evaluate(`
      const { Worker } = require('worker_threads');
      const net = require('net');
      new Worker("require('worker_threads').parentPort.postMessage('worker')", { eval: true }).on('message', (m) => console.log(m));
      require('fs').promises.writeFile('/tmp/a', 'x').then(() => console.log('file'));
      require('child_process').execFile(process.execPath, ['-p', '"child"'], (e, out) => console.log(e ?? out.trim()));
      const server = net.createServer((s) => s.end()).listen(0, () => net.connect(server.address().port, () => { console.log('socket'); server.close(); }).resume());
    `);
    expect({ lines: stdout.trim().split('\n').sort(), stderr, code }).toEqual({
      lines: ['child', 'file', 'socket', 'worker'],
      stderr: '',
      code: 0,
    });
  });

  it('has the descriptors it was given, under the promised numbers', async () => {
    const sockets = `
      const fs = require('fs');
      console.log(fs.readdirSync('/proc/self/fd').filter((fd) => {
        try { return fs.readlinkSync('/proc/self/fd/' + fd).startsWith('socket:'); } catch { return false; }
      }).join());
    `;
    // The proctor's stdin and stderr are sockets; a submission's own stdout and stderr too.
    expect((await evaluate(sockets)).stdout.trim()).toBe('1,2');
    expect((await evaluate(sockets, { inherit: [0, 2] })).stdout.trim()).toBe('1,2,3,4');
  });

  it('is the last to hold a descriptor it was given: bubblewrap keeps none', async () => {
    const { stdout } = await evaluate(
      `console.log(require('fs').readdirSync('/proc/1/fd').map((fd) => require('fs').readlinkSync('/proc/1/fd/' + fd)).length)`,
      { inherit: [0, 2] },
    );
    // stdin, stdout, stderr and the eventfd it waits on
    expect(Number(stdout)).toBeLessThanOrEqual(4);
  });

  it('cannot fill its scratch beyond bytes or inodes', async () => {
    const { stdout } = await evaluate(
      `
      const fs = require('fs');
      const until = (work) => { for (let i = 0; ; i++) try { work(i); } catch (e) { return [i, e.code]; } };
      const inodes = until((i) => fs.writeFileSync('/tmp/i' + i, ''));
      for (const name of fs.readdirSync('/tmp')) fs.unlinkSync('/tmp/' + name);
      const block = Buffer.alloc(65536);
      console.log(JSON.stringify([inodes, until(() => fs.appendFileSync('/tmp/big', block))]));
    `,
      { limits: { scratchInodes: 100, scratchBytes: 4 * MiB } },
    );
    expect(JSON.parse(stdout)).toEqual([
      [99, 'ENOSPC'],
      [64, 'ENOSPC'],
    ]);
  });

  it('does not find what the one before it left in /tmp', async () => {
    await evaluate(`require('fs').writeFileSync('/tmp/left', 'x')`);
    expect((await evaluate(`console.log(require('fs').readdirSync('/tmp').length)`)).stdout.trim()).toBe('0');
  });

  it('runs out of descriptors at its own limit', async () => {
    const { stdout } = await evaluate(
      `const a = []; for (;;) try { a.push(require('fs').openSync('/dev/null')); } catch (e) { console.log(e.code, a.length < 64); break; }`,
      { limits: { descriptors: 64 } },
    );
    expect(stdout.trim()).toBe('EMFILE true');
  });

  it('is killed at its wall time with everything it started', async () => {
    const word = `left-behind-${process.pid}`;
    const answer = await evaluate(
      `require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)', '${word}'], { detached: true, stdio: 'ignore' }).unref();
       process.on('SIGTERM', () => {}); setInterval(() => {}, 1e6);`,
      { limits: { wallMs: 700 } },
    );
    expect(answer.timedOut).toBe(true);
    await until(async () => (await processesWith(word)).length === 0);
    expect(await processesWith(word)).toEqual([]);
  });

  it('leaves no daemon when it ends by itself', async () => {
    const word = `daemon-${process.pid}`;
    const answer = await evaluate(
      `const c = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)', '${word}'], { detached: true, stdio: 'ignore' });
       c.on('spawn', () => process.exit(0));`,
    );
    expect(answer.code).toBe(0);
    // bwrap passes the exit code on before the kernel has ended the rest of the namespace (pid_namespaces(7)).
    await until(async () => (await processesWith(word)).length === 0);
    expect(await processesWith(word)).toEqual([]);
  });

  it('that eats memory dies alone: the proctor goes on', async () => {
    const before = trial.slot.oomKills();
    const answer = await evaluate(`const a = []; for (;;) a.push(Buffer.alloc(1 << 24, 1));`);
    expect(answer.code === 137 || answer.signal === 'SIGKILL').toBe(true);
    expect(answer.outOfMemory || trial.slot.oomKills() > before).toBe(true);
    expect((await evaluate('console.log(1)')).stdout).toBe('1\n');
  });

  it('does not reach a port of the host', async () => {
    const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address() as { port: number };
    const { stdout } = await evaluate(
      `require('net').connect(${address.port}, '127.0.0.1').on('error', (e) => console.log(e.code)).on('connect', () => console.log('reached'));`,
    );
    server.close();
    expect(stdout.trim()).toBe('ECONNREFUSED');
  });
});

describe('a slot', () => {
  it('has a user of its own when the grader is root', async () => {
    const other = await startTrialSlot(image, place);
    try {
      if (isRoot) expect(new Set([0, trial.slot.uid, other.slot.uid]).size).toBe(3);
      else expect(other.slot.uid).toBeNull();
      expect((await other.run(['-p', '1'])).stdout).toBe('1\n');
    } finally {
      await other.slot.kill();
    }
  });

  it('stands back where the CPU is short, as far as it is told to', async () => {
    const weights = place.version === 2 && place.weighsCpu ? place.directory : null;
    const shares = place.version === 1 ? place.cpu : null;
    const parent = weights ?? shares;
    if (parent === null) throw new Error('this host weighs no groups, or lets nobody here make one');
    const [file, usual] = shares === null ? ['cpu.weight', 100] : ['cpu.shares', 1024];
    const other = await startTrialSlot(image, place, defaultLimits, { cpuWeight: 25 });
    try {
      // Until it answers, its first process may not have entered the group.
      await other.run(['-p', '1']);
      const group = (await readdir(parent)).find((name) => {
        if (!name.startsWith('doorbell-')) return false;
        const inside = readFileSync(path.join(parent, name, 'cgroup.procs'), 'utf8').split('\n');
        return inside.includes(`${other.slot.child.pid}`);
      });
      expect(group).toBeDefined();
      expect(Number(readFileSync(path.join(parent, group ?? '', file), 'utf8'))).toBe(usual / 4);
    } finally {
      await other.slot.kill();
    }
  });

  it('leaves no process and no cgroup when it is killed', async () => {
    const before = await groupsOf(process.pid);
    const other = await startTrialSlot(image, place);
    const pid = other.slot.child.pid as number;
    await other.run(['-p', '1']);
    await other.slot.kill();
    expect(existsSync(`/proc/${pid}`)).toBe(false);
    expect(await groupsOf(process.pid)).toEqual(before);
  });

  it('dies with a grader that is killed, and its cgroups go at the next start', async () => {
    const word = `orphan-${process.pid}`;
    const grader = startGrader(`
      await trial.run(['-p', '1']);
      console.log('up');
      await trial.run(['-e', 'setInterval(() => {}, 1e6)', '${word}']);
    `);
    await once(grader.stdout as Readable, 'data');
    await until(async () => (await processesWith(word)).length >= 3);
    expect((await processesWith(word)).length).toBeGreaterThanOrEqual(3);
    grader.kill('SIGKILL');
    await once(grader, 'exit');
    await until(async () => (await processesWith(word)).length === 0);
    expect(await processesWith(word)).toEqual([]);
    await removeStaleGroups(place);
    expect(await groupsOf(grader.pid as number)).toEqual([]);
  });

  it('passes on nothing that a shell or a service manager left open', async () => {
    const left = openSync(path.join(data, 'left-open'), 'w');
    // Past the numbers that Node itself makes close-on-exec when it starts.
    const stdio = Array.from({ length: 201 }, (_, fd) => (fd === 200 ? left : fd === 1 ? 'pipe' : 'ignore'));
    const grader = startGrader(
      `const fds = "const fs = require('fs'); console.log(fs.readdirSync('/proc/self/fd').map((fd) => { try { return fs.readlinkSync('/proc/self/fd/' + fd); } catch { return ''; } }).join())";
       console.log(fs.readlinkSync('/proc/self/fd/200'), (await trial.run(['-e', fds])).stdout);
       await trial.slot.kill();`,
      stdio,
    );
    closeSync(left);
    const [chunk] = (await once(grader.stdout as Readable, 'data')) as [Buffer];
    const [held, inside] = chunk.toString().split(' ');
    expect(held).toContain('left-open');
    expect(inside).toContain('/dev/null');
    expect(inside).not.toContain('left-open');
    await once(grader, 'exit');
  });

  it('never runs as the host’s root', async () => {
    const status = readFileSync(`/proc/${trial.slot.child.pid}/status`, 'utf8');
    const uids = /^Uid:\s+(.*)$/m.exec(status)?.[1]?.split(/\s+/);
    expect(uids).toHaveLength(4);
    expect(uids).not.toContain('0');
  });
});
