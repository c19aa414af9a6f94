import { setTimeout as pause } from 'node:timers/promises';
import { commandOf, descendants, readOr } from './processes.js';

/** A slot at rest is its two bubblewraps and the proctor. */
const OF_A_SLOT = 3;

/** One sandbox may stand parked in it, for the next run: two bubblewraps and the program, which has loaded nothing. */
const OF_A_PARKED_SANDBOX = [
  /^\/bin\/bwrap /,
  /^\/bin\/bwrap /,
  /^\/bin\/node .*\/doorbell\/harness\/harness\.js/,
];

/** How long what was killed may take to be gone, ms. */
const SETTLING_MS = 5000;

interface SlotObjects {
  /** The proctor's number and start: what one slot is known by. */
  readonly key: string;
  readonly processes: readonly string[];
  readonly mounts: readonly string[];
}

/** What slots at rest hold beyond what they held at their least: what submissions left in them. */
export class RestingSlots {
  readonly #least = new Map<string, readonly string[]>();

  /** To be called now and then while they work. */
  look(): void {
    for (const { key, mounts } of slots()) {
      const least = this.#least.get(key);
      if (!least || mounts.length < least.length) this.#least.set(key, mounts);
    }
  }

  /** To be called while no run is under way. */
  async left(): Promise<Record<string, string[]>> {
    const until = performance.now() + SETTLING_MS;
    for (;;) {
      this.look();
      const now = slots();
      const left = {
        processes: now.flatMap(({ processes }) => withoutParked(processes.slice(OF_A_SLOT))),
        mounts: now.flatMap(({ key, mounts }) => mounts.slice(this.#least.get(key)?.length ?? 0)),
      };
      if (left.processes.length + left.mounts.length === 0 || performance.now() > until) return left;
      await pause(50);
    }
  }
}

/** What is there beyond one parked sandbox: where a program was left as well, there are two. */
function withoutParked(processes: readonly string[]): readonly string[] {
  const parked = OF_A_PARKED_SANDBOX.every((pattern, index) => pattern.test(processes[index] ?? ''));
  return parked ? processes.slice(OF_A_PARKED_SANDBOX.length) : processes;
}

function slots(): SlotObjects[] {
  return descendants(process.pid).flatMap((pid) => {
    if (!/^\/bin\/node .*\/doorbell\/proctor\/proctor\.js/.test(commandOf(pid))) return [];
    // bwrap, its PID 1, the proctor: the top one is this process's own child.
    const top = parentOf(parentOf(pid));
    const processes = [top, ...descendants(top)].map(commandOf).filter((command) => command !== '');
    const start = readOr(`/proc/${pid}/stat`, '').split(') ').at(-1)?.split(' ')[19] ?? '';
    const mounts = readOr(`/proc/${pid}/mountinfo`, '').trim().split('\n');
    return [{ key: `${pid}-${start}`, processes, mounts }];
  });
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)$/m.exec(readOr(`/proc/${pid}/status`, ''))?.[1] ?? 0);
}
