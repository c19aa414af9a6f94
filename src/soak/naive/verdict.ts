import type { Exercise } from '../../lab/exercise/exercise.js';
import type { Scene } from '../../lab/exercise/scene.js';

/**
 * The naive grader: what one would write who has not thought about load. It is here to be compared with, and decides
 * nothing. A timer in the program beats every 10 ms; a gap of more than 50 ms between two beats while the program waits
 * means “it blocked”, anything else that comes to its end passes. A program that asks again on a timer passes, and on a busy
 * host a good one fails, since a beat is late for two reasons of which only one is the program's.
 */
export const BEAT_MS = 10;
export const LONGEST_GAP_MS = 50;

/** One run for a naive grader's process: a line of JSON. */
export interface NaiveTask {
  readonly scenes: readonly Scene[];
  readonly export: string;
  readonly javascript: string;
  readonly seed: number;
}

export interface NaiveVerdict {
  readonly passed: boolean;
  readonly why: string;
}

/** Exercises made of steps that it knows. */
const known = [
  'hello-peer',
  'keep-working',
  'many-waits',
  'receive-notify',
  'tell-me-when',
  'unpoll',
  'write-notify',
];

export function canPlay(exercise: Exercise): boolean {
  return known.includes(exercise.slug);
}
