import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { listProcesses, ProcessTree } from '../../src/lab/kernel/process-tree.js';
import type { TreeReading } from '../../src/lab/kernel/readings.js';

/** A program of the pinned Node on this host, outside any sandbox, looked at from outside. */
export class RealProgram {
  readonly pid: number;
  readonly tree: ProcessTree;
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;

  private constructor(child: ChildProcess, tree: ProcessTree) {
    this.#child = child;
    this.pid = child.pid ?? 0;
    this.tree = tree;
    this.#ended = once(child, 'exit');
  }

  /** Runs `code`, with descriptors handed over as 3, 4, …; resolves when it has printed a first line. */
  static async start(code: string, fds: readonly number[] = []): Promise<RealProgram> {
    const tree = new ProcessTree(listProcesses());
    const child = spawn(process.execPath, ['--no-memory-reducer', '-e', code], {
      stdio: ['pipe', 'pipe', 'inherit', ...fds],
    });
    const program = new RealProgram(child, tree);
    await program.says();
    return program;
  }

  /** The next text it prints. */
  async says(): Promise<string> {
    const stdout = this.#child.stdout;
    if (!stdout) throw new Error('no pipe to the program');
    const [text] = (await once(stdout, 'data')) as [Buffer];
    return text.toString();
  }

  hears(text: string): void {
    this.#child.stdin?.write(text);
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /**
   * A reading of this process alone. Outside a slot other processes come and go, which is why the last process id
   * is left out here, too.
   */
  read(): TreeReading {
    const { threads, at } = this.tree.read();
    return { threads: threads.filter(({ pid }) => pid === this.pid), lastPid: 0, at };
  }

  /** Kills it and waits until it is buried; its readings stay. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  async end(): Promise<void> {
    await this.kill();
    this.tree.close();
  }
}
