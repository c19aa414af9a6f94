import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { submissionCommand } from '/doorbell/sandbox/confinement.js';
import { shedInheritance } from '/doorbell/sandbox/inheritance.js';
import { mountScratch } from '/doorbell/sandbox/scratch.js';

// A proctor for the tests only: it runs a program with named walls taken out of the very command that the real
// proctor would use. It lives in a slot like any other, which is the outer sandbox of every attack that then bites.

const withoutPair = (args, flag) => {
  const at = args.indexOf(flag);
  return [...args.slice(0, at), ...args.slice(at + 2)];
};

/** Wall → what its absence does to the arguments. */
const ablations = {
  filter: (args) => withoutPair(args, '--seccomp'),
  'nested-namespaces': (args) => args.filter((each) => each !== '--disable-userns'),
  'pid-namespace': (args) => args.filter((each) => each !== '--unshare-pid'),
  'ipc-namespace': (args) => args.filter((each) => each !== '--unshare-ipc'),
  'read-only-proc': (args) => {
    const at = args.findIndex((each, index) => each === '--remount-ro' && args[index + 1] === '/proc');
    return [...args.slice(0, at), ...args.slice(at + 2)];
  },
  // bwrap's own tmpfs, small: neither an inode limit nor noexec.
  scratch: (args) => {
    const at = args.indexOf('--bind');
    return [...args.slice(0, at), '--size', '8388608', '--tmpfs', '/tmp', ...args.slice(at + 3)];
  },
  'file-size': (args) => args.filter((each) => !each.startsWith('--fsize=')),
  'locked-memory': (args) => args.filter((each) => !each.startsWith('--memlock=')),
  descriptors: (args) => args.filter((each) => !each.startsWith('--nofile=')),
  'empty-environment': (args) => {
    const at = args.indexOf('--chdir');
    return [...args.slice(0, at), '--clearenv', ...args.slice(at)];
  },
};

async function run({ script, limits, addons, without }) {
  const scratch = mountScratch(limits);
  const filter = openSync('/seccomp.bpf', 'r');
  const { file, args } = submissionCommand({ limits, seccompFd: 3, scratch: scratch.path, script, addons });
  const cut = without.reduce((rest, wall) => ablations[wall](rest), args);
  const env = without.includes('empty-environment') ? { SECRET: 'of the service' } : {};
  const child = spawn(file, cut, { env, stdio: ['ignore', 'pipe', 'pipe', filter] });
  closeSync(filter);
  const timer = setTimeout(() => child.kill('SIGKILL'), limits.wallMs);
  const output = [child.stdout, child.stderr].map((stream) => {
    const chunks = [];
    stream.on('data', (chunk) => chunks.push(chunk));
    return chunks;
  });
  const [code, signal] = await once(child, 'close');
  clearTimeout(timer);
  scratch.release();
  const [stdout, stderr] = output.map((chunks) => Buffer.concat(chunks).toString('utf8'));
  return { stdout, stderr, code, signal, timedOut: false, outOfMemory: false };
}

shedInheritance();
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await run(JSON.parse(line)))}\n`);
}
