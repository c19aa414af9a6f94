import { type Bilingual, type Locale } from '../lab/bilingual.js';
import type { Exercise } from '../lab/exercise/exercise.js';
import { listExercises, loadExercise } from '../lab/exercise/load-exercise.js';

/**
 * What may be published of an exercise: the task and what a student begins with. Named field by field, so that scenes,
 * solutions and points to be predicted stay inside.
 */
export async function publicExercises(root: string, locale: Locale | null): Promise<object[]> {
  const exercises = await Promise.all((await listExercises(root)).map(loadExercise));
  return exercises.map((exercise) => publicView(exercise, locale));
}

function publicView(exercise: Exercise, locale: Locale | null): object {
  const say = (text: Bilingual) => (locale === null ? text : text[locale]);
  const { slug, version, kind, level, minutes, title, summary, statement, starter, types } = exercise;
  return {
    exercise: slug,
    version,
    kind,
    level,
    minutes,
    title: say(title),
    summary: say(summary),
    statement: say(statement),
    ...(starter !== '' && { starter }),
    types,
  };
}
