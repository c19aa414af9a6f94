import { spawn } from 'node:child_process';
import { root } from './paths.mjs';

/** A step of set-up that cannot go on; its message says what the reader can do. */
export class SetupError extends Error {}

export function say(text) {
  process.stderr.write(`${text}\n`);
}

/**
 * Runs a command to its end. Its output goes to stderr, so that stdout stays for data.
 *
 * @returns {Promise<{ code: number, output: string }>} exit code, 128 + n after signal n's kin; `output` only
 *   when `quiet`
 */
export function run(command, args, { env, quiet = false, cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', quiet ? 'pipe' : 2, quiet ? 'pipe' : 2],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => (output += text));
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 128, output }));
  });
}
