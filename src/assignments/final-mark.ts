import type { AssignmentContent } from './assignment.js';
import type { AttemptRow } from './attempt-row.js';
import { attemptMark, hundredths } from './marks.js';
import { countingMark, lateFactor, type Terms } from './policy.js';

/** What an assignment comes to for one student. Pure. */
export interface FinalMark {
  /** Null: exempt, or nothing submitted yet. */
  readonly earned: number | null;
  /** Points that could be had. */
  readonly of: number;
  /** Where it comes from; `none`: nothing was submitted. */
  readonly from: 'attempts' | 'override' | 'exempt' | 'none';
  /** Items of submitted attempts that a person or a grader has still to mark. */
  readonly unmarked: number;
  readonly submitted: number;
}

/**
 * `attempts`: the student’s at the assignment, in their order, previews apart; `override`: what a person gave instead;
 * `full`: points of an attempt that would begin now.
 */
export function finalMark(
  attempts: readonly Pick<AttemptRow, 'submittedAt' | 'items' | 'terms'>[],
  { terms, override, full }: { terms: Terms; override: number | null; full: number },
): FinalMark {
  const marks = attempts.flatMap(({ submittedAt, items }) =>
    submittedAt === null ? [] : [attemptMark(items, lateFactor(terms, submittedAt.getTime()))],
  );
  const counted = countingMark(
    terms.counts,
    marks.map(({ earned }) => earned),
  );
  // An attempt that began after the items were changed may be out of other points than one before.
  const counting = terms.counts === 'average' ? undefined : marks.find(({ earned }) => earned === counted);
  const both = {
    of: counting?.of ?? hundredths(average(marks.map(({ of }) => of)) ?? full),
    unmarked: marks.reduce((sum, { unmarked }) => sum + unmarked, 0),
    submitted: marks.length,
  };
  if (terms.exempt) return { ...both, earned: null, from: 'exempt' };
  if (override !== null) return { ...both, earned: override, from: 'override' };
  if (counted === null) return { ...both, earned: null, from: 'none' };
  return { ...both, earned: hundredths(counted), from: 'attempts' };
}

const average = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Points of an attempt that would begin now. */
export function fullPoints({ items }: AssignmentContent): number {
  return hundredths(
    items.reduce((sum, item) => sum + ('pool' in item ? item.draw * item.points : item.points), 0),
  );
}
