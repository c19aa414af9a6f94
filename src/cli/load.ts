import { spawn, type ChildProcess } from 'node:child_process';

/** Endless loops that are running now. */
export interface Load {
  readonly pids: readonly number[];
  /** Kills them and waits until they are gone. */
  stop(): Promise<void>;
}

/**
 * Starts `count` processes that do nothing but compute, in this process's cgroup and at its nice value, and
 * resolves when every one of them runs. An endless loop sees neither a closed pipe nor a signal handler, so the
 * kernel is asked to kill it with its parent (PR_SET_PDEATHSIG, prctl(2), through setpriv(1)): no loop outlives
 * a crash of this process.
 */
export async function startLoad(count: number): Promise<Load> {
  const loops: ChildProcess[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(
      loops.map(async (loop) => {
        if (loop.exitCode !== null || loop.signalCode !== null || loop.pid === undefined) return;
        const gone = new Promise((resolve) => loop.once('exit', resolve));
        loop.kill('SIGKILL');
        await gone;
      }),
    );
  };
  try {
    for (let index = 0; index < count; index++) {
      const program = 'require("node:fs").writeSync(1, "."); for (;;);';
      const loop = spawn('setpriv', ['--pdeathsig', 'KILL', '--', process.execPath, '-e', program], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: {},
      });
      loops.push(loop);
    }
    await Promise.all(loops.map(running));
  } catch (error) {
    await stop();
    throw error;
  }
  return { pids: loops.map((loop) => loop.pid ?? 0), stop };
}

function running(loop: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    loop.stdout?.once('data', () => resolve());
    loop.once('error', reject);
    loop.once('exit', (code) => reject(new Error(`a load process ended by itself (exit code ${code})`)));
  });
}
