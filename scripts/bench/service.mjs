import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pinnedNode, root } from '../setup/paths.mjs';

/** Longest wait for the service to listen, ms. */
const startLimitMs = 60_000;

/**
 * Has `use` work with a whole service of its own, embedded database included, and ends it afterwards.
 *
 * @param environment settings beside the defaults
 * @param {(service: { url: string, keyOf: (role: string) => string }) => Promise<T>} use
 */
export async function withService(environment, use) {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'doorbell-bench-'));
  // The database's own user must be able to walk there.
  chmodSync(dataDirectory, 0o755);
  const { PATH, HOME } = process.env;
  const child = spawn(pinnedNode, [join(root, 'bin', 'doorbell.mjs'), 'serve'], {
    cwd: root,
    env: { PATH, HOME, DOORBELL_DATA: dataDirectory, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const keyOf = (role) => readFileSync(join(dataDirectory, 'keys', role), 'utf8').trim();
  try {
    return await use({ url: await listening(child), keyOf });
  } finally {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

async function listening(child) {
  let [said, log] = ['', ''];
  child.stderr.setEncoding('utf8').on('data', (text) => (log = (log + text).slice(-4000)));
  const { promise, resolve, reject } = Promise.withResolvers();
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said += text;
    const url = /^Doorbell +(http:\S+)/m.exec(said)?.[1];
    if (url !== undefined && said.includes('submissions\n')) resolve(url);
  });
  child.once('exit', () => reject(new Error(`the service ended before it listened:\n${said}${log}`)));
  const timer = setTimeout(() => reject(new Error(`the service does not listen:\n${log}`)), startLimitMs);
  return promise.finally(() => clearTimeout(timer));
}
