import { spawn } from 'node:child_process';
import { pinnedEnvironment, pinnedNode, root } from './paths.mjs';

/**
 * Runs a program of the clone on the pinned Node in this process's place: same terminal, same signals, same exit
 * code. Should this process die without a word, the program is asked to end (PR_SET_PDEATHSIG, prctl(2)), or an
 * orphaned server would keep the port.
 */
export function handOver(args) {
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', '--', pinnedNode, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: pinnedEnvironment(),
  });
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // A terminal's Ctrl-C reaches the child by itself.
  process.on('SIGINT', () => {
    if (!process.stdin.isTTY) child.kill('SIGINT');
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}
