import { setTimeout as pause } from 'node:timers/promises';
import { readdirSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CgroupPlace } from '../lab/sandbox/cgroup-place.js';
import { parentsIn } from '../lab/sandbox/cgroup.js';
import { commandOf, descendants, processes, readOr } from './processes.js';

/**
 * What this process has on the host, by kind: taken before and after, the difference is what was left behind. Only what
 * can be told to be ours is listed, since others may run labs of their own beside.
 */
export interface Belongings {
  /** Below this process, or in a cgroup of its making: nobody leaves either. */
  readonly processes: string[];
  /** A namespace lives as long as a process, a descriptor or a mount names it (namespaces(7)). */
  readonly namespaces: string[];
  readonly mounts: string[];
  readonly cgroups: string[];
  /** In the directory for temporary files, half-built images, and whatever belongs to a slot's user. */
  readonly files: string[];
  readonly 'abstract sockets': string[];
  readonly descriptors: string[];
}

export interface Places {
  readonly cgroups: CgroupPlace;
  /** A directory for temporary files that is this process's alone. */
  readonly temporary: string;
  /** Where the sandbox's image lies. */
  readonly images: string;
}

/** Users of slots (sandbox/slot-user.ts). */
const slotUsers = { first: 61_000, last: 61_183 };

const sharedDirectories = ['/tmp', '/var/tmp', '/dev/shm'];

export function belongings({ cgroups, temporary, images }: Places): Belongings {
  const own = `-${process.pid}-`;
  const pids = new Set(descendants(process.pid));
  for (const pid of processes()) {
    if (new RegExp(`/doorbell-\\d+${own}`).test(readOr(`/proc/${pid}/cgroup`, ''))) pids.add(pid);
  }
  // A zombie has no command line, and holds nothing but its number.
  const commands = [...pids]
    .map((pid) => ({ pid, command: commandOf(pid) }))
    .filter(({ command }) => command !== '');
  const alive = commands.map(({ pid }) => pid);
  const descriptors = links(`/proc/self/fd`);
  return {
    processes: commands.map(({ command }) => command.slice(0, 80)),
    namespaces: [
      ...new Set(alive.flatMap((pid) => links(`/proc/${pid}/ns`)).filter((name) => !ownNamespaces.has(name))),
      ...descriptors.filter((name) => /^(net|mnt|pid|user|ipc|uts|cgroup):\[/.test(name)),
      ...mounts().filter((line) => line.includes(' - nsfs ')),
    ],
    mounts: mounts(),
    cgroups: cgroupDirectories(cgroups, own),
    files: [
      ...list(temporary),
      ...list(images).filter((name) => name.startsWith('draft') && name.includes(own)),
      ...sharedDirectories.flatMap((directory) =>
        list(directory).filter((name) => isSlotUsers(join(directory, name))),
      ),
    ],
    'abstract sockets': abstractSockets(['self', ...alive]),
    // libuv opens one spare for itself when it first listens, and keeps it.
    descriptors: descriptors.filter((name) => name !== '/dev/null').map(kindOf),
  };
}

/** How long what was killed or closed may take to be gone, ms. */
const SETTLING_MS = 5000;

/** What is there and was not before, kind by kind, once whatever is just going has gone. */
export async function leftBehind(places: Places, before: Belongings): Promise<Record<string, string[]>> {
  const until = performance.now() + SETTLING_MS;
  for (;;) {
    const left = added(before, belongings(places));
    if (Object.values(left).flat().length === 0 || performance.now() > until) return left;
    await pause(50);
  }
}

/** Names that occur more often than before count as often. */
function added(before: Belongings, after: Belongings): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(after).map(([kind, names]: [string, string[]]) => {
      const known = [...before[kind as keyof Belongings]];
      return [
        kind,
        names.filter((name) => {
          const at = known.indexOf(name);
          if (at >= 0) known.splice(at, 1);
          return at < 0;
        }),
      ];
    }),
  );
}

const ownNamespaces = new Set(links('/proc/self/ns'));

function links(directory: string): string[] {
  return list(directory).flatMap((name) => {
    try {
      return [readlinkSync(join(directory, name))];
    } catch {
      return [];
    }
  });
}

function list(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

const mounts = () => readOr('/proc/self/mountinfo', '').trim().split('\n');

function cgroupDirectories(place: CgroupPlace, own: string): string[] {
  return parentsIn(place).flatMap((parent) =>
    list(parent)
      .filter((name) => name.startsWith('doorbell-') && name.includes(own))
      .map((name) => join(parent, name)),
  );
}

function isSlotUsers(file: string): boolean {
  try {
    const { uid } = statSync(file);
    return uid >= slotUsers.first && uid <= slotUsers.last;
  } catch {
    return false;
  }
}

/** Names of the abstract sockets (unix(7)) that these processes hold. */
function abstractSockets(pids: readonly (number | string)[]): string[] {
  const held = new Set(pids.flatMap((pid) => links(`/proc/${pid}/fd`)));
  return readOr('/proc/net/unix', '')
    .split('\n')
    .flatMap((line) => {
      const [inode = '', name = ''] = line.trim().split(/\s+/).slice(6);
      return name.startsWith('@') && held.has(`socket:[${inode}]`) ? [name] : [];
    });
}

/** `socket`, `pipe`, `anon_inode:[eventpoll]` …: numbers are given anew each time. */
function kindOf(link: string): string {
  return /^(socket|pipe):/.exec(link)?.[1] ?? link.replace(/\/proc\/\d+\//, '/proc/self/');
}
