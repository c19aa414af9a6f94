import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { requireTool } from '../../lab/sandbox/tools.js';
import { cloneRoot } from '../../cli/clone.js';
import type { NaiveTask, NaiveVerdict } from './verdict.js';

/**
 * A process of the naive grader. It has a network, process ids and a /tmp of its own, so that several do not meet; that is
 * no confinement, and it is given nothing but the solutions that come with the exercises.
 */
export class NaiveWorker {
  readonly #child: ChildProcessWithoutNullStreams;
  #answer: (verdict: NaiveVerdict) => void = () => undefined;
  #fail: (error: Error) => void = () => undefined;

  private constructor(child: ChildProcessWithoutNullStreams) {
    this.#child = child;
    let log = '';
    child.stderr.on('data', (chunk: Buffer) => (log = (log + chunk.toString()).slice(-4000)));
    child.stdin.on('error', () => undefined);
    createInterface({ input: child.stdout }).on('line', (line) =>
      this.#answer(JSON.parse(line) as NaiveVerdict),
    );
    child.once('exit', () => this.#fail(new Error(`the naive grader ended: ${log.trim()}`)));
  }

  /** @param script the compiled worker.js */
  static async start(script: string): Promise<NaiveWorker> {
    const bwrap = await requireTool('bwrap', 'bubblewrap');
    const confined = ['--dev-bind', '/', '/', '--tmpfs', '/tmp', '--ro-bind', cloneRoot, cloneRoot];
    const apart = ['--unshare-net', '--unshare-pid', '--proc', '/proc', '--die-with-parent'];
    const child = spawn(bwrap, [...confined, ...apart, '--', process.execPath, script], { stdio: 'pipe' });
    await once(child, 'spawn');
    return new NaiveWorker(child);
  }

  /** One at a time. Rejects when the process ends instead. */
  async run(task: NaiveTask): Promise<NaiveVerdict> {
    return new Promise((resolve, reject) => {
      this.#answer = resolve;
      this.#fail = reject;
      this.#child.stdin.write(`${JSON.stringify(task)}\n`);
    });
  }

  async close(): Promise<void> {
    this.#fail = () => undefined;
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
  }
}
