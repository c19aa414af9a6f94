const MiB = 1024 * 1024;

/** What one submission may use. Every number is a ceiling that ends or refuses, none is a measure of merit. */
export interface Limits {
  /** Bytes of memory of all its processes together, page cache of its tmpfs and kernel memory included. */
  readonly memoryBytes: number;
  /** Bytes of socket buffers in the kernel, of the slot; counted apart by cgroup v1, part of `memoryBytes` in v2. */
  readonly socketBufferBytes: number;
  /** Bytes of V8's old space, below `memoryBytes`, so that a heap bomb dies with V8's own message. */
  readonly heapBytes: number;
  /** Tasks: processes and threads together. A plain Node has 11. */
  readonly tasks: number;
  /** Descriptors of one process. */
  readonly descriptors: number;
  /** Bytes of the largest file that may be written. */
  readonly fileBytes: number;
  /** Bytes of `/tmp`. */
  readonly scratchBytes: number;
  /** Files, directories, links in `/tmp`. */
  readonly scratchInodes: number;
  /** Seconds of CPU of one process; SIGXCPU, one second later SIGKILL. */
  readonly cpuSeconds: number;
  /** Bytes of stdout and stderr that are kept; whoever reads the pipes enforces it. */
  readonly outputBytes: number;
  /** Milliseconds from release to the end of everything; whoever holds the sandbox enforces it. */
  readonly wallMs: number;
}

export const defaultLimits: Limits = {
  // A 4 MB message, a 64 MB write and garbage on top stay far below; measured plain Node: 45 MB.
  memoryBytes: 512 * MiB,
  // 64 wires with both buffers at the default ceiling of tcp_rmem and tcp_wmem would be 640 MB; fifty waits use less than 1.
  socketBufferBytes: 128 * MiB,
  heapBytes: 256 * MiB,
  // Room for a few workers and a child or two, 11 tasks each.
  tasks: 96,
  // Fifty waits are 50 to 150 descriptors, five times over where none is closed; Node itself holds about 20.
  descriptors: 512,
  fileBytes: 64 * MiB,
  scratchBytes: 64 * MiB,
  scratchInodes: 2048,
  // A correct program uses less than one; a spinning one has been seen long before.
  cpuSeconds: 60,
  outputBytes: 64 * 1024,
  wallMs: 120_000,
};

/** The proctor's own share, added to the slot's cgroup: a Node of 11 tasks, koffi, transcripts, bwrap's processes. */
export const proctorShare = { memoryBytes: 256 * MiB, tasks: 48 } as const;

/**
 * Flags of Node in a submission.
 * - `--max-old-space-size`: see `heapBytes`.
 * - `--disable-sigusr1`: no inspector by signal; the exercises use SIGUSR1 themselves.
 * - `--v8-pool-size`: of V8's own helpers one does; each is a thread to be started here, and read at every look.
 * - `--no-memory-reducer`: V8 would put collections off by timers of 8 and of 30 s on the judged thread's loop, which look
 *   like the program's own and hide longer ones.
 * - `--no-addons`: hygiene, not a wall: native code is assumed anyway. Left out where an exercise needs koffi.
 */
export function nodeFlags(limits: Limits, options: { addons?: boolean } = {}): string[] {
  return [
    `--max-old-space-size=${Math.floor(limits.heapBytes / MiB)}`,
    '--disable-sigusr1',
    '--v8-pool-size=1',
    '--no-memory-reducer',
    ...(options.addons ? [] : ['--no-addons']),
  ];
}
