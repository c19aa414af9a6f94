import type { Question } from '../questions/question.js';

/** What answers are worth in points. Pure. */

export interface MarkedItem {
  readonly points: number;
  /** Share of full marks, before the price of hints; null where a person has still to mark. */
  readonly share: number | null;
  readonly hints: number;
  readonly question: Pick<Question, 'hints'>;
}

/** Points of one item: hints cost a share of full marks each, and nothing goes below zero. */
export function itemMark({ points, share, hints, question }: MarkedItem): number | null {
  if (share === null) return null;
  const price = question.hints.slice(0, hints).reduce((sum, hint) => sum + hint.price, 0);
  return points * Math.max(0, share - price);
}

export interface Mark {
  readonly earned: number;
  readonly of: number;
  /** Items that a person has still to mark: the mark can only grow. */
  readonly unmarked: number;
}

/** Points of a whole attempt, lateness taken off. */
export function attemptMark(items: readonly MarkedItem[], lateFactor: number): Mark {
  const marks = items.map(itemMark);
  return {
    earned: hundredths(marks.reduce<number>((sum, mark) => sum + (mark ?? 0), 0) * lateFactor),
    of: hundredths(items.reduce((sum, { points }) => sum + points, 0)),
    unmarked: marks.filter((mark) => mark === null).length,
  };
}

/** Marks are given to two decimals; half a hundredth goes up. */
export function hundredths(mark: number): number {
  return Math.round((mark + Number.EPSILON) * 100) / 100;
}
