import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { CgroupPlace } from './cgroup-place.js';
import { makeSlotGroup, type SlotGroup } from './cgroup.js';
import { proctorCommand } from './confinement.js';
import type { Image } from './image.js';
import { proctorShare, type Limits } from './limits.js';
import { watchArgument, watchMemory } from './memory-watch.js';
import { claimSlotUser, type SlotUser } from './slot-user.js';
import { outerTools } from './tools.js';

export interface SlotOptions {
  readonly image: Image;
  /** From `findCgroupPlace`, asked once per process. */
  readonly place: CgroupPlace;
  readonly limits: Limits;
  /** Script inside the image and its arguments, for example `['/doorbell/proctor/proctor.js']`. */
  readonly script: readonly string[];
  /** Submissions the proctor may hold at one time (running and parked); the slot's memory and tasks are for so many. */
  readonly submissions?: number;
  /** See `GroupLimits`; as any other group unless told. */
  readonly cpuWeight?: number;
}

/** A running slot: its proctor speaks over `child.stdin` and `child.stdout`; `child.stderr` is for a log. */
export interface Slot {
  readonly child: ChildProcessWithoutNullStreams;
  /** The slot's user on the host; null when that is the grader's own. */
  readonly uid: number | null;
  /**
   * Processes the kernel has killed for want of memory so far. Without a cgroup the proctor watches each submission
   * (`Submission.outOfMemory`), and this is 1 once the whole slot had to be killed.
   */
  oomKills(): number;
  /** Bytes at the highest moment, proctor included; null where the kernel does not say. */
  peakBytes(): number | null;
  /** Resolves when the proctor is gone, however that came about, and its traces are removed. */
  readonly ended: Promise<void>;
  /** Ends every process of the slot and removes its traces; resolves when nothing is left. */
  kill(): Promise<void>;
}

/** PID 1 of the slot, in the host's numbers: when it is gone, the kernel has ended and reaped all the others. */
function initOf(pid: number): number | null {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ')[0]) || null;
  } catch {
    return null;
  }
}

/** A zombie has ended: its namespace is empty, only the host's own init has not looked yet. */
function lives(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

async function gone(pid: number): Promise<void> {
  for (let delay = 1; lives(pid) && delay < 4096; delay *= 2) await pause(delay);
}

/**
 * Starts a slot and its proctor. The slot dies with this thread, even by SIGKILL (PR_SET_PDEATHSIG, set by bwrap
 * after the change of user that would clear it): call it on the main thread.
 * @throws Error when the group, the user or the process cannot be had.
 */
export async function startSlot(options: SlotOptions): Promise<Slot> {
  const { image, place, limits, script, submissions = 1, cpuWeight = 100 } = options;
  const groupLimits = {
    memoryBytes: limits.memoryBytes * submissions + proctorShare.memoryBytes,
    socketBufferBytes: limits.socketBufferBytes * submissions,
    tasks: limits.tasks * submissions + proctorShare.tasks,
    cpuWeight,
  };
  const tools = await outerTools(image.root);
  let user: SlotUser | null = null;
  let group: SlotGroup | null = null;
  const forget = async () => {
    await group?.remove();
    user?.release();
  };
  try {
    user = process.geteuid?.() === 0 ? await claimSlotUser() : null;
    group = await makeSlotGroup(place, groupLimits);
    const command = proctorCommand({
      image: image.root,
      uid: user?.uid ?? null,
      cgroups: group?.procs ?? [],
      script: group === null ? [...script, watchArgument] : script,
      tools,
    });
    // A session of its own: Ctrl-C at the grader's terminal is the grader's business.
    const child = spawn(command.file, command.args, { env: {}, cwd: '/', detached: true, stdio: 'pipe' });
    await once(child, 'spawn');
    return supervise(child, user, group, groupLimits.memoryBytes, forget);
  } catch (error) {
    await forget();
    throw error;
  }
}

function supervise(
  child: ChildProcessWithoutNullStreams,
  user: SlotUser | null,
  group: SlotGroup | null,
  memoryBytes: number,
  forget: () => Promise<void>,
): Slot {
  const pid = child.pid as number;
  // Writing to a proctor that has just died is no reason for the grader to die.
  child.stdin.on('error', () => undefined);
  let watcherKills = 0;
  let init: number | null = null;
  const end = () => {
    init ??= initOf(pid);
    child.kill('SIGKILL');
  };
  const stopWatching =
    group === null
      ? watchMemory(pid, memoryBytes, () => {
          watcherKills += 1;
          end();
        })
      : () => undefined;
  let last = { oomKills: 0, peakBytes: null as number | null };
  const readings = () => ({
    oomKills: group?.oomKills() ?? watcherKills,
    peakBytes: group?.peakBytes() ?? null,
  });
  let over = false;
  const ended = once(child, 'exit').then(async () => {
    stopWatching();
    last = readings();
    over = true;
    if (init !== null) await gone(init);
    await forget();
  });
  return {
    child,
    uid: user?.uid ?? null,
    oomKills: () => (over ? last : readings()).oomKills,
    peakBytes: () => (over ? last : readings()).peakBytes,
    ended,
    async kill() {
      end();
      await ended;
    },
  };
}
