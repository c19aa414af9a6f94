import type { SubmissionRules } from './assignment.js';
import type { ExerciseItem, QuestionItem, Run } from './attempt-row.js';

/** What answers and runs are worth in points. Pure. */

type Marked =
  | Pick<QuestionItem, 'kind' | 'points' | 'awarded' | 'share' | 'hints' | 'question'>
  | Pick<ExerciseItem, 'kind' | 'points' | 'awarded' | 'rules' | 'runs' | 'exerciseId'>;

/**
 * Points of one item; null where nothing is known yet. What a person gave stands; else hints cost a share of full marks
 * each, and nothing goes below zero.
 */
export function itemMark(item: Marked): number | null {
  if (item.awarded !== null) return item.awarded;
  if (item.kind === 'exercise') {
    const share = shareOfRuns(countingRuns(item), item.rules.counts);
    return share === null ? null : item.points * share;
  }
  if (item.share === null) return null;
  return item.points * Math.max(0, item.share - hintPrice(item));
}

/** The same as it is shown and written down. */
export function shownMark(item: Marked): number | null {
  const mark = itemMark(item);
  return mark === null ? null : hundredths(mark);
}

/** Share of full marks that the hints taken have cost, at the price that was told when they were. */
function hintPrice({ question, hints }: Pick<QuestionItem, 'question' | 'hints'>): number {
  return question.hints.slice(0, hints).reduce((sum, hint) => sum + hint.price, 0);
}

/** Whether the mark may still change by itself: a person has to mark, or a grader. */
export function isOpen(item: Marked): boolean {
  if (item.awarded !== null) return false;
  if (item.kind === 'question') return item.share === null;
  return countingRuns(item).some(({ report }) => report === null);
}

/** Submissions that use up one of those allowed: graded ones of the item’s version, unless we could not say anything. */
export function countingRuns({ runs, exerciseId }: Pick<ExerciseItem, 'runs' | 'exerciseId'>): Run[] {
  return runs.filter(
    (run) => run.mode === 'graded' && run.exerciseId === exerciseId && run.report?.counted !== false,
  );
}

/** 0 without a submission; null while the only ones are being graded. */
function shareOfRuns(runs: readonly Run[], counts: SubmissionRules['counts']): number | null {
  if (runs.length === 0) return 0;
  const shares = runs.flatMap(({ report }) =>
    report === null ? [] : [report.maxScore === 0 ? 0 : report.score / report.maxScore],
  );
  if (shares.length === 0) return null;
  return counts === 'latest' ? (shares.at(-1) ?? 0) : Math.max(...shares);
}

export interface Mark {
  readonly earned: number;
  readonly of: number;
  /** Items that a person or a grader has still to mark. */
  readonly unmarked: number;
}

/** Points of a whole attempt, lateness taken off. */
export function attemptMark(items: readonly Marked[], lateFactor: number): Mark {
  return {
    earned: hundredths(items.reduce((sum, item) => sum + (itemMark(item) ?? 0), 0) * lateFactor),
    of: hundredths(items.reduce((sum, { points }) => sum + points, 0)),
    unmarked: items.filter(isOpen).length,
  };
}

/** Marks are given to two decimals; half a hundredth goes up. */
export function hundredths(mark: number): number {
  // 8.075 is a little less as a binary number: first to where only such a little is lost.
  return Math.round(Number((mark * 100).toFixed(6))) / 100;
}
