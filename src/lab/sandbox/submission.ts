import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { submissionCommand } from './confinement.js';
import type { Limits } from './limits.js';
import { watchArgument, watchMemory } from './memory-watch.js';
import { mountScratch } from './scratch.js';

/** Where the image keeps the filter, built by seccomp.ts (image-contents.ts). */
const seccompFile = '/seccomp.bpf';

export interface StartOptions {
  readonly limits: Limits;
  /** Script inside the jail and its arguments, for example `['/doorbell/harness/harness.js']`. */
  readonly script: readonly string[];
  /** The proctor's descriptors that the submission gets, as 3, 4, 5, …; the caller still closes its own copies. */
  readonly inherit?: readonly number[];
  /** Lets Node load koffi, where the jail has it. */
  readonly addons?: boolean;
}

export interface Submission {
  /** bwrap outside the jail. `child.kill('SIGKILL')` ends every process of the submission. stdin is `/dev/null`. */
  readonly child: ChildProcess;
  /** The PID, in the proctor's namespace, of the Node that runs the script; null before it exists or after it ended. */
  pid(): number | null;
  /** Whether the watcher killed it for its memory; with cgroups the kernel does that, and `Slot.oomKills` counts. */
  outOfMemory(): boolean;
  /** Call once the script has said that it runs; see `Scratch.release`. Also when the child ended before that. */
  started(): void;
}

function onlyChild(pid: number): number | null {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return /^\d+$/.test(children) ? Number(children) : null;
}

/** For the proctor. Throws what open, mount or spawn throw. */
export function startSubmission({ limits, script, inherit = [], addons }: StartOptions): Submission {
  const scratch = mountScratch(limits);
  const filter = openSync(seccompFile, 'r');
  try {
    const seccompFd = 3 + inherit.length;
    const { file, args } = submissionCommand({ limits, seccompFd, scratch: scratch.path, script, addons });
    const child = spawn(file, args, { env: {}, stdio: ['ignore', 'pipe', 'pipe', ...inherit, filter] });
    let released = false;
    let outOfMemory = false;
    if (child.pid !== undefined && process.argv.includes(watchArgument)) {
      const stop = watchMemory(child.pid, limits.memoryBytes, () => {
        outOfMemory = true;
        child.kill('SIGKILL');
      });
      child.once('exit', stop);
    }
    return {
      child,
      pid() {
        try {
          const init = child.pid === undefined ? null : onlyChild(child.pid);
          return init === null ? null : onlyChild(init);
        } catch {
          return null;
        }
      },
      outOfMemory: () => outOfMemory,
      started() {
        if (!released) scratch.release();
        released = true;
      },
    };
  } finally {
    closeSync(filter);
  }
}
