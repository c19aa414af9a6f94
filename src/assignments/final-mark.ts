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
  const both = {
    of: marks[0]?.of ?? full,
    unmarked: marks.reduce((sum, { unmarked }) => sum + unmarked, 0),
    submitted: marks.length,
  };
  if (override !== null) return { ...both, earned: override, from: 'override' };
  if (terms.exempt) return { ...both, earned: null, from: 'exempt' };
  if (counted === null) return { ...both, earned: null, from: 'none' };
  return { ...both, earned: hundredths(counted), from: 'attempts' };
}

/** Points of an attempt that would begin now. */
export function fullPoints({ items }: AssignmentContent): number {
  return hundredths(
    items.reduce((sum, item) => sum + ('pool' in item ? item.draw * item.points : item.points), 0),
  );
}
