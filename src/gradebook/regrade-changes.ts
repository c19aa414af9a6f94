import type { ExerciseItem, QuestionItem } from '../assignments/attempt-row.js';
import { shownMark } from '../assignments/marks.js';
import { drawnValues } from '../questions/parameters.js';
import type { Question } from '../questions/question.js';
import { scoreAnswer } from '../questions/score.js';

/** What another version would make of items that are there. Pure. */

/** Points of one item as they are and as they would be; null is not marked. */
export interface Change {
  readonly before: number | null;
  readonly after: number | null;
  /** Runs again of an exercise that are still to come. */
  readonly pending: number;
  /** Whether a run again said nothing: then the item is left as it is. */
  readonly unclear: boolean;
}

/** `submitted`: whether the answer is marked at all yet. */
export function questionChange(
  item: QuestionItem,
  key: Question,
  attempt: { readonly seed: number; readonly submitted: boolean },
): Change & { readonly share: number | null } {
  const share = attempt.submitted ? shareBy(item, key, attempt.seed) : null;
  return {
    before: shownMark(item),
    after: shownMark({ ...item, share }),
    share,
    pending: 0,
    unclear: false,
  };
}

/** An open answer keeps the share that a person gave. */
function shareBy({ answer, share }: QuestionItem, key: Question, seed: number): number | null {
  const outcome = scoreAnswer(key, drawnValues(key, seed), answer);
  return outcome === null ? share : outcome.share;
}

export function exerciseChange(item: ExerciseItem, exerciseId: string, regradeId: string): Change {
  const again = item.runs.filter((run) => run.regradeId === regradeId);
  const pending = again.filter(({ report }) => report === null).length;
  const unclear = again.some(({ report }) => report?.counted === false);
  const runs = again.map((run) => ({ ...run, mode: 'graded' as const, exerciseId }));
  const before = shownMark(item);
  const after = unclear ? before : pending > 0 ? null : shownMark({ ...item, exerciseId, runs });
  return { before, after, pending, unclear };
}
