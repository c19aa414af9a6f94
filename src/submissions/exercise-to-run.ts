import { parseExercise } from '../bank/bank-service.js';
import type { Exercise } from '../lab/exercise/exercise.js';
import { visiblePart } from '../lab/exercise/visible-part.js';
import type { SubmissionMode } from './submission-views.js';

/**
 * What the lab is to play for a submission: of one that only tries, what is visible.
 *
 * @throws Error when that is nothing; such a try is refused when it comes
 */
export function exerciseToRun(row: {
  readonly mode: SubmissionMode;
  readonly exercise: { readonly content: unknown };
}): Exercise {
  const exercise = parseExercise(row.exercise.content);
  if (row.mode !== 'try') return exercise;
  const part = visiblePart(exercise);
  if (part === null) throw new Error(`Nothing of ${exercise.slug} can be tried`);
  return part;
}
