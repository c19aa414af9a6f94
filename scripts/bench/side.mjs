import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from '../setup/paths.mjs';
import { CpuGroup } from './cpu-group.mjs';
import { partsOf } from './processes.mjs';

let opened = 0;

/** A worker process in a cgroup of its own. */
export class Side {
  #child;
  #group;
  slots = 0;

  static async open(side, options) {
    const made = new Side();
    made.#group = CpuGroup.make(`${side}-${(opened += 1)}`);
    made.#child = fork(join(root, 'scripts', 'bench', 'worker.mjs'), [], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    made.#group.enter(made.#child.pid);
    try {
      const { slots } = await made.#ask({ ask: 'open', side, ...options });
      made.slots = slots;
      return made;
    } catch (error) {
      await made.kill();
      throw error;
    }
  }

  /** CPU, wall-clock time and the parts' CPU of `count` operations together, ms; rests as in loops.mjs. */
  async run(operation, count, { atOnce = 1, restMs } = {}) {
    const before = { cpu: this.#group.usedMs(), parts: partsOf(this.#child.pid) };
    const { wallMs, details } = await this.#ask({ ask: 'run', operation, count, atOnce, restMs });
    const cpuMs = this.#group.usedMs() - before.cpu;
    const parts = Object.entries(partsOf(this.#child.pid)).map(([name, ms]) => [
      name,
      ms - before.parts[name],
    ]);
    return { cpuMs, wallMs, details, parts: Object.fromEntries(parts) };
  }

  /** An operation at each of these times, ms from now, whatever became of those before. */
  async arrive(operation, dueMs) {
    return (await this.#ask({ ask: 'arrive', operation, dueMs })).details;
  }

  /** All CPU of this side from beginning to end, ms, once it is closed. */
  async close() {
    await this.#ask({ ask: 'close' });
    const gone = once(this.#child, 'exit');
    this.#child.disconnect();
    await gone;
    const used = this.#group.usedMs();
    await this.#group.remove();
    return used;
  }

  /** After a failure: whatever still runs ends with its parent. */
  async kill() {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill('SIGKILL');
      await once(this.#child, 'exit');
    }
    await this.#group.remove().catch(() => undefined);
  }

  async #ask(message) {
    const answered = new AbortController();
    const { signal } = answered;
    // Whichever comes second is called off, and that is not news.
    const gone = once(this.#child, 'exit', { signal }).then(([code, by]) => [
      { error: `a worker ended (${by ?? code})` },
    ]);
    gone.catch(() => undefined);
    const answer = once(this.#child, 'message', { signal });
    answer.catch(() => undefined);
    this.#child.send(message);
    const [{ error, ...said }] = await Promise.race([answer, gone]);
    answered.abort();
    if (error) throw new Error(error);
    return said;
  }
}
