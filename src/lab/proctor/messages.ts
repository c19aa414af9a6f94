import type { Scene } from '../exercise/scene.js';
import type { SceneTrace } from '../verdict/scene-trace.js';
import type { Mechanism } from '../verdict/report.js';
import type { Recording } from '../verdict/recording.js';
import type { Layout } from './layout.js';

/** What a proctor needs to play an exercise's scenes with a program. */
export interface Run {
  readonly scenes: readonly Scene[];
  /** The checks the exercise gives points for. */
  readonly checks: readonly string[];
  readonly export: string;
  /** How the exercise asks the program to wait. */
  readonly mechanism: Mechanism | null;
  /** JavaScript, line numbers as submitted. */
  readonly source: string;
  readonly seed: number;
  /** Milliseconds that all the scenes may take together. */
  readonly limitMs: number;
  /** The program is to be able to load native code: what the kit is made of. */
  readonly kit?: 'posix';
}

/** Lines of JSON between a grader and the proctor of one of its slots; one run at a time. */
export type ToProctor =
  | ({ readonly ask: 'run' } & Run)
  /** The visible scenes under strace, for the calls alone. */
  | ({ readonly ask: 'trace' } & Run)
  /** Have a sandbox stand parked, for whoever will want one of this layout. */
  | { readonly ask: 'park'; readonly layout: Layout }
  /** A CPU is free: the sandbox that was announced may start. */
  | { readonly ask: 'start' };

export type FromProctor =
  | { readonly say: 'ready' }
  | { readonly say: 'starting' }
  | { readonly say: 'started' }
  | { readonly say: 'parked' }
  | { readonly say: 'scene'; readonly number: number }
  | { readonly say: 'done'; readonly recording: Recording }
  | { readonly say: 'traced'; readonly scenes: readonly SceneTrace[] }
  /** Not the program's doing: a start that failed, a defect of ours. */
  | { readonly say: 'fault'; readonly error: string };

/** Where the compiled lab lies in the image; `harness` inside the jail. */
export const PROCTOR_SCRIPT = '/doorbell/proctor/proctor.js';
export const HARNESS_SCRIPT = '/doorbell/harness/harness.js';
