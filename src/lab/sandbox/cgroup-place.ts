import { mkdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Where this process may make cgroups for its slots, if anywhere: as high as it can without leaving a group for
 * which somebody set a memory limit, since the slots are to count against that limit too. cgroups(7).
 */
export type CgroupPlace =
  | { readonly version: 2; readonly directory: string; readonly weighsCpu: boolean }
  | {
      readonly version: 1;
      readonly memory: string;
      readonly pids: string | null;
      readonly cpu: string | null;
    }
  /** None: limits are then kept by a watcher (memory-watch.ts) and RLIMIT_NPROC. */
  | { readonly version: null; readonly reason: string };

interface Hierarchy {
  readonly mountPoint: string;
  /** Absolute directory of this process's own group. */
  readonly own: string;
}

/** The chain from a group up to the mount point, inner first. */
function chain({ mountPoint, own }: Hierarchy): string[] {
  const directories = [own];
  for (let at = own; at !== mountPoint && at.startsWith(`${mountPoint}/`);) {
    at = path.dirname(at);
    directories.push(at);
  }
  return directories;
}

const v1Controllers = ['memory', 'pids', 'cpu'] as const;

interface Hierarchies extends Partial<Record<(typeof v1Controllers)[number], Hierarchy>> {
  v2?: Hierarchy;
}

async function findHierarchies(): Promise<Hierarchies> {
  const groups = new Map(
    (await readFile('/proc/self/cgroup', 'utf8'))
      .trim()
      .split('\n')
      .flatMap((line) => {
        const [, controllers = '', group = '/'] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
        return controllers.split(',').map((name) => [name, group] as const);
      }),
  );
  const found: Hierarchies = {};
  for (const line of (await readFile('/proc/self/mountinfo', 'utf8')).trim().split('\n')) {
    const [fields = '', rest = ''] = line.split(' - ');
    const [, , , root = '/', mountPoint = ''] = fields.split(' ');
    const [type, , options = ''] = rest.split(' ');
    const at = (group: string): Hierarchy => {
      const inside = path.posix.relative(root, group);
      return { mountPoint, own: inside.startsWith('..') ? mountPoint : path.join(mountPoint, inside) };
    };
    if (type === 'cgroup2') found.v2 ??= at(groups.get('') ?? '/');
    if (type !== 'cgroup') continue;
    for (const controller of v1Controllers) {
      if (options.split(',').includes(controller)) found[controller] ??= at(groups.get(controller) ?? '/');
    }
  }
  return found;
}

async function read(directory: string, file: string): Promise<string> {
  return (await readFile(path.join(directory, file), 'utf8').catch(() => '')).trim();
}

/** Groups one may use without escaping a memory limit, outermost first. */
async function candidates(hierarchy: Hierarchy, limitFile: string): Promise<string[]> {
  const allowed: string[] = [];
  for (const directory of chain(hierarchy)) {
    allowed.unshift(directory);
    const limit = await read(directory, limitFile);
    // v2 says `max`, v1 the largest page-aligned number; the root of v2 has no such file.
    if (limit !== '' && limit !== 'max' && Number(limit) < 2 ** 60) break;
  }
  return allowed;
}

async function mayCreateIn(directory: string): Promise<boolean> {
  const probe = path.join(directory, `doorbell-probe-${process.pid}`);
  try {
    await mkdir(probe);
    await rmdir(probe);
    return true;
  } catch {
    return false;
  }
}

async function ancestors(): Promise<Set<number>> {
  const pids = new Set<number>();
  for (let pid = process.pid; pid > 0 && !pids.has(pid);) {
    pids.add(pid);
    const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
    pid = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
  }
  return pids;
}

/**
 * Makes memory and pids available to groups below `directory`. A v2 group other than the root may not both hold
 * processes and hand controllers down; where only this process and those that started it are in it (a delegated
 * service or scope), they move into a leaf.
 */
async function delegate(directory: string): Promise<boolean> {
  const enable = async () => {
    const on = new Set((await read(directory, 'cgroup.subtree_control')).split(' '));
    if (on.has('memory') && on.has('pids')) return true;
    return writeFile(path.join(directory, 'cgroup.subtree_control'), '+memory +pids').then(
      () => true,
      () => false,
    );
  };
  if (!(await mayCreateIn(directory))) return false;
  if (await enable()) return true;
  const inside = (await read(directory, 'cgroup.procs')).split('\n').filter(Boolean).map(Number);
  const mine = await ancestors();
  if (!inside.includes(process.pid) || !inside.every((pid) => mine.has(pid))) return false;
  const leaf = path.join(directory, 'doorbell');
  try {
    await mkdir(leaf, { recursive: true });
    for (const pid of inside) await writeFile(path.join(leaf, 'cgroup.procs'), `${pid}`);
  } catch {
    return false;
  }
  return enable();
}

/** Whether groups below `directory` may have a weight, too; nothing that keeps anybody in hangs on it. */
async function weighsCpu(directory: string): Promise<boolean> {
  return writeFile(path.join(directory, 'cgroup.subtree_control'), '+cpu').then(
    () => true,
    () => false,
  );
}

/** Looks once, at start. May move this process into a leaf group (see `delegate`). Never rejects for a missing right. */
export async function findCgroupPlace(): Promise<CgroupPlace> {
  const { v2, memory, pids, cpu } = await findHierarchies();
  if (v2 && (await read(v2.mountPoint, 'cgroup.controllers')).split(' ').includes('memory')) {
    for (const directory of await candidates(v2, 'memory.max')) {
      if (!(await delegate(directory))) continue;
      return { version: 2, directory, weighsCpu: await weighsCpu(directory) };
    }
    return {
      version: null,
      reason: `no cgroup below ${v2.own} can be made: it is not delegated to this user (systemd: Delegate=yes, or systemd-run --user --scope -p Delegate=yes)`,
    };
  }
  if (!memory) return { version: null, reason: 'this kernel offers no memory controller of cgroups' };
  const firstWritable = async (directories: string[]) => {
    for (const directory of directories) if (await mayCreateIn(directory)) return directory;
    return null;
  };
  const memoryPlace = await firstWritable(await candidates(memory, 'memory.limit_in_bytes'));
  if (memoryPlace === null) {
    return { version: null, reason: `cgroup v1: ${memory.own} is not writable for this user` };
  }
  const highest = async (hierarchy?: Hierarchy) =>
    hierarchy ? firstWritable(chain(hierarchy).reverse()) : null;
  return { version: 1, memory: memoryPlace, pids: await highest(pids), cpu: await highest(cpu) };
}
