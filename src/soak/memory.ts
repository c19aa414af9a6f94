import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { commandOf, descendants } from './processes.js';

const MiB = 1024 * 1024;

/** What the grader and those it keeps alive hold, bytes. */
export interface MemorySample {
  /** Runs done before it was taken. */
  readonly runs: number;
  readonly heap: number;
  readonly rss: number;
  readonly compilers: number;
  /** How many proctors there are: each has done its share of the runs. */
  readonly proctors: number;
  /** Mean over them. */
  readonly proctor: number;
}

let collect: (() => void) | null = null;

/** Collects garbage first: what then is in the heap is held on to. `compilers`: bytes that they have said they hold. */
export function sampleMemory(runs: number, compilers: number): MemorySample {
  if (collect === null) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  const below = descendants(process.pid).map((pid) => ({ command: commandOf(pid), bytes: rssOf(pid) }));
  const proctors = below.filter(({ command }) =>
    /^\/bin\/node .*\/doorbell\/proctor\/proctor\.js/.test(command),
  );
  const sum = (of: typeof below) => of.reduce((total, { bytes }) => total + bytes, 0);
  return {
    runs,
    heap: heapUsed,
    rss,
    compilers,
    proctors: proctors.length,
    proctor: sum(proctors) / Math.max(1, proctors.length),
  };
}

function rssOf(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** Fewer runs of one process say nothing: caches and the compiler's code are still growing. */
export const RUNS_TO_TELL = 1000;

/** Growth that counts as flat, bytes per 1000 runs: a kilobyte a run in the heap; a resident set also breathes. */
export const FLAT = { heap: 1 * MiB, rss: 4 * MiB, compilers: 4 * MiB, proctor: 1 * MiB } as const;

/**
 * Median slope of all pairs of samples (Theil 1950, Sen 1968), in bytes per 1000 runs: nearly a third of the samples may
 * be out of line without moving it. The first quarter is left out: that is when a process grows to its size.
 */
export function growth(samples: readonly { readonly runs: number; readonly value: number }[]): number {
  const last = samples.at(-1)?.runs ?? 0;
  const used = samples.filter(({ runs }) => runs * 4 >= last);
  const slopes: number[] = [];
  for (const [at, a] of used.entries()) {
    for (const b of used.slice(at + 1)) {
      if (b.runs > a.runs) slopes.push(((b.value - a.value) / (b.runs - a.runs)) * 1000);
    }
  }
  slopes.sort((a, b) => a - b);
  return slopes[Math.floor(slopes.length / 2)] ?? 0;
}
