import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { startLoad } from './load.js';

function stat(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** Clock ticks of user time, proc(5) field 14. */
const ticks = (pid: number): number => Number(stat(pid)?.[11]);

test('the loops compute, in the same cgroup at the same nice, and are gone after stop', async () => {
  const load = await startLoad(2);
  try {
    const [pid = 0] = load.pids;
    const before = ticks(pid);
    while (ticks(pid) < before + 5) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(readFileSync(`/proc/${pid}/cgroup`, 'utf8')).toBe(readFileSync('/proc/self/cgroup', 'utf8'));
    expect(getPriority(pid)).toBe(getPriority());
  } finally {
    await load.stop();
  }
  for (const pid of load.pids) expect(stat(pid)).toBeUndefined();
});

test('they die with a parent that is killed without a chance to clean up', async () => {
  // The same call as startLoad's, in a parent of its own.
  const program = `
    const loop = require('node:child_process').spawn('setpriv',
      ['--pdeathsig', 'KILL', '--', process.execPath, '-e', 'require("node:fs").writeSync(1, "."); for (;;);'],
      { stdio: ['ignore', 'pipe', 'inherit'] });
    loop.stdout.once('data', () => process.stdout.write(String(loop.pid)));
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const pid = Number(await new Promise((resolve) => parent.stdout.once('data', resolve)));
  expect(stat(pid)).toBeDefined();
  parent.kill('SIGKILL');
  await new Promise((resolve) => parent.once('exit', resolve));
  while (!['Z', 'X', undefined].includes(stat(pid)?.[0])) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
});
