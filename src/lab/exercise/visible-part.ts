import { checkScenes } from './check-scenes.js';
import type { Exercise } from './exercise.js';

/**
 * An exercise without its hidden scenes, and with those of its checks that something visible feeds: for trying a program
 * without learning what it is judged by. Null where it can be tried in no such way: a prediction would give its answer
 * away, and an exercise may have no visible scene.
 */
export function visiblePart(exercise: Exercise): Exercise | null {
  if (exercise.kind === 'prediction') return null;
  const scenes = exercise.scenes.filter((scene) => !scene.hidden);
  if (scenes.length === 0) return null;
  // The package was checked when it was loaded: here only what feeds what is of interest.
  const fed = checkScenes(
    exercise,
    scenes,
    () => false,
    () => undefined,
  );
  return { ...exercise, scenes, checks: exercise.checks.filter(({ id }) => fed.has(id)) };
}
