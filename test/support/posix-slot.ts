import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { labImage } from '../../src/lab/lab-image.js';
import { findCgroupPlace } from '../../src/lab/sandbox/cgroup-place.js';
import { ensureImage } from '../../src/lab/sandbox/image.js';
import { defaultLimits } from '../../src/lab/sandbox/limits.js';
import { startTrialSlot } from '../../src/lab/sandbox/trial.js';
import type { TrialAnswer } from '../../src/lab/sandbox/trial-proctor.js';
import { compileLab } from './compiled-lab.js';

/** The lab's own image in a real slot, where programs that import the kit run one after the other. */
export interface PosixSlot {
  /** Runs JavaScript that has all of the kit in `p`; gives the value of its `answer(value)`, which ends it. */
  evaluate(code: string): Promise<unknown>;
  /** Runs a module as it is. */
  run(code: string, options?: { addons?: boolean; flags?: readonly string[] }): Promise<TrialAnswer>;
  close(): Promise<void>;
}

/**
 * Names that the programs of the tests share: a pair of sockets, bytes, a code instead of an exception, `until` something
 * is so, `reading`: a thread of this process sleeps in read(2) of that descriptor, and `asleep`: another thread that
 * waits until this one sleeps in a call other than its loop's, notes which, and does `release`. That may ask for
 * `restarted`: no signal is pending any more, and the thread sleeps in the same call as before.
 */
const prelude = `
import * as p from 'posix';
import { createRequire } from 'node:module';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
const require = createRequire('/tmp/');
const bytes = (text) => Buffer.from(text);
const pair = () => p.socketpair(p.AF_UNIX, p.SOCK_STREAM);
const code = (call) => { try { return [call()]; } catch (e) { return e instanceof p.PosixError ? e.code : e.name; } };
const turn = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const until = async (condition) => { while (!condition()) await turn(5); };
const reading = (fd) => require('node:fs').readdirSync('/proc/self/task').some((task) => {
  const [call, first] = require('node:fs').readFileSync('/proc/self/task/' + task + '/syscall', 'utf8').split(' ');
  return call === '0' && Number(first) === fd;
});
const answer = (value) => {
  require('node:fs').writeSync(1, JSON.stringify(value, (_key, each) => typeof each === 'bigint' ? Number(each) : each) ?? 'null');
  process.kill(process.pid, 'SIGKILL');
};
async function asleep(release, values = {}) {
  const seen = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(
    \`const { workerData, parentPort } = require('node:worker_threads');
     const fs = require('node:fs');
     import('posix').then((p) => {
       const { seen, pid, values } = workerData;
       const look = () => fs.readFileSync('/proc/self/task/' + pid + '/syscall', 'utf8').split(' ')[0] + fs.readFileSync('/proc/self/task/' + pid + '/status', 'utf8').match(/State:\\\\s(.)/)[1];
       parentPort.postMessage('ready');
       for (let last = ''; ; Atomics.wait(seen, 1, 0, 20)) {
         const now = look();
         if (now === last && now.endsWith('S') && now !== '281S') break;
         last = now;
       }
       Atomics.store(seen, 0, Number.parseInt(look()));
       const before = look();
       const pending = () => /^(Sig|Shd)Pnd:.*[1-9a-f]/m.test(fs.readFileSync('/proc/self/task/' + pid + '/status', 'utf8'));
       const restarted = () => { while (pending() || look() !== before) Atomics.wait(seen, 1, 0, 5); };
       (\${release})(p, values, restarted);
     });\`,
    { eval: true, execArgv: [], workerData: { seen, pid: process.pid, values } },
  );
  await once(worker, 'message');
  return () => Atomics.load(seen, 0);
}
`;

export async function openPosixSlot(): Promise<PosixSlot> {
  const program = await compileLab();
  const data = await mkdtemp(path.join(tmpdir(), 'doorbell-posix-'));
  // Slots of a root grader may enter it: so the image lies here, is nobody else's, and goes with it.
  await chmod(data, 0o755);
  const image = await ensureImage(labImage(data, program));
  const trial = await startTrialSlot(image, await findCgroupPlace(), { ...defaultLimits, wallMs: 120_000 });
  const run: PosixSlot['run'] = async (code, { addons = true, flags = [] } = {}) =>
    await trial.run([...flags, '--input-type=module', '-e', code], { addons });
  return {
    run,
    async evaluate(code) {
      const result = await run(`${prelude}\n${code}`, { flags: ['--expose-gc'] });
      if (result.stdout === '' || result.stderr !== '' || result.timedOut)
        throw new Error(JSON.stringify(result));
      return JSON.parse(result.stdout) as unknown;
    },
    async close() {
      await trial.slot.kill();
      for (const each of [program, data]) await rm(each, { recursive: true, force: true });
    },
  };
}
