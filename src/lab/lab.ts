import type { Exercise } from './exercise/exercise.js';
import type { Mechanism, Report } from './verdict/report.js';
import type { Syscalls } from './verdict/syscalls.js';

/** What a run tells while it goes on; for the eye of whoever waits, nothing decides on it. */
export type Progress =
  | { readonly type: 'type-checking' }
  | { readonly type: 'starting' }
  | { readonly type: 'scene'; readonly scene: string; readonly number: number; readonly of: number };

export interface RunRequest {
  readonly exercise: Exercise;
  /** The submitted TypeScript, as text. */
  readonly source: string;
  /** Types are taken out and not looked at: for what answers no exercise, JavaScript too. */
  readonly unchecked?: boolean;
  /** Unsigned 32-bit; every random choice of the run follows from it. */
  readonly seed: number;
  /** How the submitter expects the program to wait; the Report sets it against what was seen. */
  readonly prediction?: Mechanism | null;
  readonly onProgress?: (progress: Progress) => void;
  /** Ends the run early; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export type TraceRequest = Pick<RunRequest, 'exercise' | 'source' | 'seed' | 'signal'>;

/** The lab, opened once per process: slots, compiler workers, limits. Any number of runs may be asked for at once. */
export interface Lab {
  /** Never rejects for what a submission did; `fault` and `inconclusive` are statuses of the Report. */
  run(request: RunRequest): Promise<Report>;
  /** The same scenes with the same seed under strace. Rejects where it could not be had: never the student's loss. */
  trace(request: TraceRequest): Promise<Syscalls>;
  /** Runs that can be under way at once; more than these wait their turn. */
  readonly slots: number;
  close(): Promise<void>;
}
