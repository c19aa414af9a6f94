import { readFileSync, readdirSync } from 'node:fs';

/**
 * Where no cgroup can be written: memory counted from outside, and the sandbox killed on excess. Weaker than a
 * cgroup: a burst between two looks gets through, kernel memory (socket buffers, pipes) is not seen and
 * bounded only by the number of descriptors and tasks. It has to look at intervals, for the kernel tells nobody.
 */
const intervalMs = 50;

/** Argument of a proctor that has to watch its submissions itself; `startSlot` adds it where there is no cgroup. */
export const watchArgument = '--watch-memory';

/** Of all its threads. Throws when the process is gone. */
export function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
}

/** Anonymous and shared-memory pages; file pages of Node itself are the same for all and read-only. */
function ownBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return [...status.matchAll(/^Rss(?:Anon|Shmem):\s+(\d+) kB$/gm)].reduce(
    (sum, match) => sum + Number(match[1]) * 1024,
    0,
  );
}

/** Bytes held by a process and all its descendants, 0 when it is gone. */
export function memoryOfTree(pid: number): number {
  try {
    return ownBytes(pid) + childrenOf(pid).reduce((sum, child) => sum + memoryOfTree(child), 0);
  } catch {
    return 0;
  }
}

/** Calls `onExcess` once when the tree below `pid` holds more than `limitBytes`. Returns what stops it. */
export function watchMemory(pid: number, limitBytes: number, onExcess: () => void): () => void {
  const timer = setInterval(() => {
    if (memoryOfTree(pid) <= limitBytes) return;
    clearInterval(timer);
    onExcess();
  }, intervalMs);
  timer.unref();
  return () => clearInterval(timer);
}
