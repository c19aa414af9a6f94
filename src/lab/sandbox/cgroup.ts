import { randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { CgroupPlace } from './cgroup-place.js';

/** The limits of a slot as a whole: the proctor and everything below it. */
export interface GroupLimits {
  readonly memoryBytes: number;
  readonly socketBufferBytes: number;
  readonly tasks: number;
  /** Share of the CPU where it is short, beside 100 of any other group; where the kernel weighs groups. */
  readonly cpuWeight: number;
}

/** The cgroup of one slot (one directory in v2, one per controller in v1). */
export interface SlotGroup {
  /** `cgroup.procs` files, to be entered by the slot's first process. */
  readonly procs: readonly string[];
  /** Processes the kernel has killed here for want of memory, so far. */
  oomKills(): number;
  /** Bytes of memory at the highest moment; null where this kernel does not say. */
  peakBytes(): number | null;
  /** Kills what is left inside and removes the directories. Rejects when a process will not go within 10 s. */
  remove(): Promise<void>;
}

/** Start time in clock ticks since boot (proc(5), stat field 22): with it a PID names one process for ever. */
function startTime(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

/** PIDs mean something only within a PID namespace; a hierarchy may be shared between containers. */
function ownNamespace(): string {
  return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0';
}

/** `doorbell-<PID namespace>-<grader's pid>-<its start time>-<random>`: one process may hold this module twice. */
function groupName(): string {
  const own = randomBytes(4).toString('hex');
  return `doorbell-${ownNamespace()}-${process.pid}-${startTime(process.pid)}-${own}`;
}

function belongsToTheDead(name: string): boolean {
  const [, namespace, pid, start] = /^doorbell-(\d+)-(\d+)-(\d+)-[0-9a-f]+$/.exec(name) ?? [];
  return namespace === ownNamespace() && startTime(Number(pid)) !== start;
}

async function removeDirectory(directory: string): Promise<void> {
  const deadline = performance.now() + 10_000;
  // Killed processes leave a group a moment after they are gone from /proc; v1 has nothing that tells when.
  for (let delay = 1; ; delay = Math.min(delay * 2, 50)) {
    for (const pid of (await readFile(path.join(directory, 'cgroup.procs'), 'utf8').catch(() => '')).split(
      '\n',
    )) {
      try {
        if (pid !== '' && pid !== '0') process.kill(Number(pid), 'SIGKILL');
      } catch {
        continue;
      }
    }
    try {
      return await rmdir(directory);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'ENOENT') return;
      if (code !== 'EBUSY' || performance.now() > deadline) throw error;
    }
    await pause(delay);
  }
}

/** The directories that slots have a directory in. */
export function parentsIn(place: CgroupPlace): string[] {
  if (place.version === null) return [];
  const parents = place.version === 2 ? [place.directory] : [place.memory, place.pids, place.cpu];
  return parents.filter((parent) => parent !== null);
}

/** Removes what graders that are no longer alive left behind, with whatever still runs in it. */
export async function removeStaleGroups(place: CgroupPlace): Promise<void> {
  for (const parent of parentsIn(place)) {
    const names = await readdir(parent);
    await Promise.all(names.filter(belongsToTheDead).map((name) => removeDirectory(path.join(parent, name))));
  }
}

function counter(file: string, name: string): number {
  try {
    return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(readFileSync(file, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

function number(file: string): number | null {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** Files that not every kernel has (swap accounting). */
async function writeIfThere(file: string, value: string): Promise<void> {
  await writeFile(file, value).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' && error.code !== 'EACCES' && error.code !== 'EOPNOTSUPP') throw error;
  });
}

async function makeVersion2(directory: string, weighs: boolean, limits: GroupLimits): Promise<SlotGroup> {
  await mkdir(directory);
  if (weighs) await writeFile(path.join(directory, 'cpu.weight'), `${limits.cpuWeight}`);
  await writeFile(path.join(directory, 'memory.max'), `${limits.memoryBytes}`);
  await writeIfThere(path.join(directory, 'memory.swap.max'), '0');
  await writeFile(path.join(directory, 'pids.max'), `${limits.tasks}`);
  return {
    procs: [path.join(directory, 'cgroup.procs')],
    oomKills: () => counter(path.join(directory, 'memory.events'), 'oom_kill'),
    peakBytes: () => number(path.join(directory, 'memory.peak')),
    remove: () => removeDirectory(directory),
  };
}

/** What v1 gives a group unless told otherwise, and v2 calls 100. */
const USUAL_SHARES = 1024;

interface Version1 {
  readonly memory: string;
  readonly pids: string | null;
  readonly cpu: string | null;
}

async function makeVersion1({ memory, pids, cpu }: Version1, limits: GroupLimits): Promise<SlotGroup> {
  await mkdir(memory);
  await writeFile(path.join(memory, 'memory.limit_in_bytes'), `${limits.memoryBytes}`);
  await writeIfThere(path.join(memory, 'memory.memsw.limit_in_bytes'), `${limits.memoryBytes}`);
  // v1 charges no socket buffer to the group unless told to.
  await writeFile(path.join(memory, 'memory.kmem.tcp.limit_in_bytes'), `${limits.socketBufferBytes}`);
  if (pids !== null) {
    await mkdir(pids);
    await writeFile(path.join(pids, 'pids.max'), `${limits.tasks}`);
  }
  if (cpu !== null) {
    await mkdir(cpu);
    await writeFile(path.join(cpu, 'cpu.shares'), `${Math.round((limits.cpuWeight / 100) * USUAL_SHARES)}`);
  }
  const directories = [memory, pids, cpu].filter((directory) => directory !== null);
  return {
    procs: directories.map((directory) => path.join(directory, 'cgroup.procs')),
    oomKills: () => counter(path.join(memory, 'memory.oom_control'), 'oom_kill'),
    peakBytes: () => number(path.join(memory, 'memory.max_usage_in_bytes')),
    async remove() {
      for (const directory of directories) await removeDirectory(directory);
    },
  };
}

/** A group for one slot; null where there is no place for one. Rejects when the place does not keep its promise. */
export async function makeSlotGroup(place: CgroupPlace, limits: GroupLimits): Promise<SlotGroup | null> {
  const name = groupName();
  if (place.version === 2) return makeVersion2(path.join(place.directory, name), place.weighsCpu, limits);
  if (place.version === 1) {
    const below = (parent: string | null) => parent && path.join(parent, name);
    const { memory, pids, cpu } = place;
    return makeVersion1({ memory: path.join(memory, name), pids: below(pids), cpu: below(cpu) }, limits);
  }
  return null;
}
