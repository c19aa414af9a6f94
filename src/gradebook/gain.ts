import type { AttemptRow } from '../assignments/attempt-row.js';
import { attemptMark } from '../assignments/marks.js';
import { partsOf } from './item-analysis.js';
import { mean, thousandths } from './statistics.js';

/**
 * What a class has learned between two tests, such as the concept test before and after: only students who have taken both
 * count. Pure.
 */
export interface Gain {
  readonly students: number;
  /** Mean share of full marks. */
  readonly before: number | null;
  readonly after: number | null;
  /**
   * Hake’s normalised gain, (after − before) / (1 − before): the part of what could still be learned that was (R. R. Hake,
   * American Journal of Physics 66, 64, 1998).
   */
  readonly normalised: number | null;
  /** Students who chose what stands for it, before and after. */
  readonly misconceptions: readonly {
    readonly id: string;
    readonly before: number;
    readonly after: number;
  }[];
}

export interface Pair {
  readonly before: AttemptRow;
  readonly after: AttemptRow;
}

export function gainOf(pairs: readonly Pair[]): Gain {
  const before = mean(pairs.map((pair) => shareOf(pair.before)));
  const after = mean(pairs.map((pair) => shareOf(pair.after)));
  const held = pairs.map((pair) => ({ before: beliefsOf(pair.before), after: beliefsOf(pair.after) }));
  const ids = new Set(held.flatMap((each) => [...each.before, ...each.after]));
  const count = (when: keyof Pair, id: string) => held.filter((each) => each[when].has(id)).length;
  return {
    students: pairs.length,
    before: thousandths(before),
    after: thousandths(after),
    normalised:
      before === null || after === null || before === 1 ? null : thousandths((after - before) / (1 - before)),
    misconceptions: [...ids]
      .map((id) => ({ id, before: count('before', id), after: count('after', id) }))
      .sort(
        (one, other) => other.before - one.before || other.after - one.after || (one.id < other.id ? -1 : 1),
      ),
  };
}

function shareOf({ items }: AttemptRow): number {
  const { earned, of } = attemptMark(items, 1);
  return of === 0 ? 0 : earned / of;
}

function beliefsOf(attempt: AttemptRow): Set<string> {
  return new Set(
    attempt.items.flatMap((item) =>
      item.kind === 'question'
        ? partsOf(attempt, item).flatMap(({ misconception }) => misconception ?? [])
        : [],
    ),
  );
}
