import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cloneRoot } from '../../src/platform/paths.js';

/** `doorbell serve` as a process of its own, as people start it: the built program, its own data directory, a free port. */
export interface RealService {
  readonly url: string;
  readonly process: ChildProcess;
  /** What it printed on stdout up to now. */
  readonly said: () => string;
  readonly log: () => string;
  /** Sends the signal and waits for the end; the exit code, or the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null>;
}

/** A place in which the database's own user may walk; removed by `removeDirectory`. */
export async function makeDataDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'doorbell-service-'));
  await chmod(directory, 0o755);
  return directory;
}

export const removeDirectory = (directory: string): Promise<void> =>
  rm(directory, { recursive: true, force: true });

export function startCommand(
  command: string,
  dataDirectory: string,
  environment: Record<string, string> = {},
): ChildProcess {
  return spawn(process.execPath, [join(cloneRoot, 'bin', 'doorbell.mjs'), command], {
    cwd: cloneRoot,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DOORBELL_DATA: dataDirectory,
      PORT: '0',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** @throws Error with everything the process wrote, when it ends before it listens. */
export async function startService(
  dataDirectory: string,
  environment: Record<string, string> = {},
): Promise<RealService> {
  const child = startCommand('serve', dataDirectory, environment);
  let [said, log] = ['', ''];
  const listening = Promise.withResolvers<string>();
  child.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    const url = /^Doorbell +(http:\S+)/m.exec(said)?.[1];
    if (url !== undefined && said.includes('submissions\n')) listening.resolve(url);
  });
  child.stderr?.on('data', (chunk: Buffer) => (log += chunk.toString()));
  child.once('exit', (code, signal) => {
    listening.reject(new Error(`serve ended (${String(code ?? signal)}) before it listened:\n${said}${log}`));
  });
  return {
    url: await listening.promise,
    process: child,
    said: () => said,
    log: () => log,
    end: async (signal) => {
      const over = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
      child.kill(signal);
      const [code, by] = await over;
      return code ?? by;
    },
  };
}

export async function keyOf(dataDirectory: string, role: string): Promise<string> {
  return (await readFile(join(dataDirectory, 'keys', role), 'utf8')).trim();
}
