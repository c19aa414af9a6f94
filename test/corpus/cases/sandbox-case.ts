import type { TrialSlot } from '../../../src/lab/sandbox/trial.js';
import type { TrialAnswer } from '../../../src/lab/sandbox/trial-proctor.js';
import type { Bait } from '../canaries.js';

export interface Outcome {
  readonly answer: TrialAnswer;
  /** What the program printed, when that was a line of JSON. */
  readonly found: unknown;
  /** Whether the kernel, or the watcher where there is no cgroup, killed for want of memory. */
  readonly outOfMemory: boolean;
}

/** One hostile program, alone in the sandbox, and what must hold besides the canaries. */
export interface SandboxCase {
  readonly name: string;
  /** File below programs/. */
  readonly program: string;
  readonly arguments?: (bait: Bait) => readonly string[];
  readonly options?: Parameters<TrialSlot['run']>[1];
  readonly holds: (outcome: Outcome) => void;
}

export const MiB = 1024 * 1024;

/** Ended by SIGKILL: bwrap says 128 + 9 for what it started, the kernel says so of bwrap itself. */
export const killed = ({ answer }: Outcome) => answer.code === 137 || answer.signal === 'SIGKILL';
