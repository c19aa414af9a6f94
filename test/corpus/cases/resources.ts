import { defaultLimits } from '../../../src/lab/sandbox/limits.js';
import { killed, MiB, type SandboxCase } from './sandbox-case.js';

/**
 * Using things up. Without its wall each of these takes what the whole host has: cgroup limits, RLIMIT_NPROC and
 * the wall time are therefore not ablated (measured: 1 549 MiB of TCP buffers in a group of 64 MiB).
 */
export const resourceCases: readonly SandboxCase[] = [
  {
    name: 'a fork bomb of Nodes stops at the limit on tasks and dies at the wall time',
    program: 'fork-bomb-by-spawn',
    // Long enough for a starved host to start as many as it may.
    options: { limits: { wallMs: 10_000 } },
    holds: ({ answer, found }) => {
      expect(found).toEqual({ refused: 'EAGAIN', started: expect.any(Number) });
      // A Node has 11 tasks.
      expect((found as { started: number }).started).toBeLessThan(40);
      expect(answer.timedOut).toBe(true);
    },
  },
  {
    name: 'workers without end stop at the limit on tasks',
    program: 'endless-workers',
    options: { limits: { tasks: 32 } },
    holds: ({ answer }) => {
      expect(answer.timedOut).toBe(false);
      expect(answer.code).not.toBe(0);
    },
  },
  {
    name: 'a heap bomb dies with V8’s own message',
    program: 'heap-bomb',
    options: { limits: { heapBytes: 64 * MiB } },
    holds: ({ answer }) => {
      expect(answer.stderr).toMatch(/FATAL ERROR: .*heap/);
      expect(answer.code).toBe(134);
    },
  },
  ...['buffer-bomb', 'wasm-memory-bomb', 'shared-memory-in-workers-bomb'].map((program): SandboxCase => ({
    name: `${program.replaceAll('-', ' ')}: killed for its memory, alone`,
    program,
    holds: (outcome) => {
      expect(killed(outcome)).toBe(true);
      expect(outcome.outOfMemory).toBe(true);
      expect(outcome.answer.timedOut).toBe(false);
    },
  })),
  {
    name: 'its scratch holds so many bytes',
    program: 'tmpfs-by-bytes',
    holds: ({ found }) => expect(found).toEqual({ refused: 'ENOSPC', bytes: expect.any(Number) }),
  },
  {
    name: 'its scratch holds so many files, directories, links and names',
    program: 'tmpfs-by-inodes',
    holds: ({ found }) => {
      expect(found).toEqual({ refused: ['ENOSPC', 'ENOSPC', 'ENOSPC', 'ENOSPC'], count: expect.any(Number) });
      expect((found as { count: number }).count).toBeLessThan(defaultLimits.scratchInodes + 1);
    },
  },
  {
    name: 'no file of a terabyte, not even a sparse one',
    program: 'sparse-terabyte',
    holds: ({ found }) => expect(found).toEqual({ truncate: 'EFBIG', write: 'EFBIG', small: 'possible' }),
  },
  {
    name: 'a flood of output is dropped behind the limit',
    program: 'output-flood',
    options: { limits: { wallMs: 1000 } },
    holds: ({ answer }) => {
      expect(answer.timedOut).toBe(true);
      expect(answer.stdout.length).toBe(defaultLimits.outputBytes);
      expect(answer.stderr.length).toBe(defaultLimits.outputBytes);
    },
  },
  {
    name: 'descriptors end at the limit',
    program: 'descriptor-exhaustion',
    holds: ({ found }) => {
      expect(found).toMatchObject({ refused: 'EMFILE', after: 'EMFILE' });
      expect((found as { count: number }).count).toBeLessThan(defaultLimits.descriptors);
    },
  },
  {
    name: 'TCP buffers that nobody reads stay within the slot’s share',
    program: 'tcp-buffer-bomb',
    holds: (outcome) => {
      // cgroup v2 counts them as memory and may kill; v1 has a share of their own, and looks after each packet.
      if (outcome.outOfMemory) expect(killed(outcome)).toBe(true);
      else {
        const { queued } = outcome.found as { queued: number };
        expect(queued).toBeGreaterThan(16 * MiB);
        expect(queued).toBeLessThan(defaultLimits.socketBufferBytes * 1.25);
      }
    },
  },
  {
    name: 'two hundred full Unix sockets are its own memory',
    program: 'unix-buffer-bomb',
    holds: ({ answer }) => expect(answer.timedOut).toBe(false),
  },
  {
    name: 'there are no UDP buffers to fill',
    program: 'udp-buffer-bomb',
    options: { addons: true },
    holds: ({ found }) =>
      expect(found).toEqual({
        byDgram: 'ESOCKTNOSUPPORT',
        inet: 'ESOCKTNOSUPPORT',
        inet6: 'ESOCKTNOSUPPORT',
        unixIsCharged: 'number',
      }),
  },
  {
    name: 'pipes end at the limit on descriptors, and grow no further than a user’s share',
    program: 'pipe-buffer-bomb',
    options: { addons: true },
    holds: ({ found }) => {
      const { refused, pipes, bytes } = found as { refused: string; pipes: number; bytes: number };
      expect(refused).toBe('EMFILE');
      expect(pipes).toBeLessThan(defaultLimits.descriptors / 2);
      // pipe(7): 64 MiB a user by default, a page each past that.
      expect(bytes).toBeLessThan(80 * MiB);
    },
  },
  {
    name: 'an expression that backtracks for ever dies at the wall time',
    program: 'catastrophic-expression',
    options: { limits: { wallMs: 700 } },
    holds: ({ answer }) => expect(answer.timedOut).toBe(true),
  },
  {
    name: 'endless computing dies at the limit on CPU time, long before the wall time',
    program: 'spins-for-ever',
    options: { limits: { cpuSeconds: 1 } },
    holds: (outcome) => {
      expect(outcome.answer.timedOut).toBe(false);
      // SIGXCPU, or SIGKILL a second later
      expect(outcome.answer.code === 152 || killed(outcome)).toBe(true);
    },
  },
  {
    name: 'recursion without end is an error of its own',
    program: 'deep-recursion',
    holds: ({ found }) => expect(found).toEqual({ error: 'RangeError' }),
  },
  {
    // Ablation would need a core_pattern of the host with a pipe: core(5), and fs/coredump.c for the value 1.
    name: 'a crash leaves no core and calls no handler of the host',
    program: 'abort',
    holds: ({ answer }) => {
      expect(answer.stdout.trim()).toBe('1,1');
      expect(answer.code).toBe(134);
    },
  },
];
