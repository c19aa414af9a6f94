import type { Bilingual } from '../lab/bilingual.js';

/** What one part of an answer came to: an option, a row, a blank, a pair of steps. */
export interface PartOutcome {
  /** Name of the part in the question, for example an option’s id. */
  readonly part: string;
  readonly correct: boolean;
  readonly feedback?: Bilingual | undefined;
  readonly misconception?: string | undefined;
}

/** What an answer came to. Pure: the same question, values and answer give the same outcome. */
export interface Outcome {
  /** Share of full marks, from 0 to 1. */
  readonly share: number;
  readonly parts: readonly PartOutcome[];
}

/** Of an answer that says nothing. */
export const nothing: Outcome = { share: 0, parts: [] };

/** Never less than nothing, never more than full marks. */
export function clamped(share: number): number {
  return Math.min(1, Math.max(0, share));
}
