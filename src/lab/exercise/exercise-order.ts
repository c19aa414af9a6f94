import type { ExerciseFile } from './exercise.js';
import type { AuthoringProblem } from '../authored/authoring-error.js';

const tracks: readonly ExerciseFile['track'][] = ['warm-up', 'node', 'kernel', 'contracts'];

type Placed = Pick<ExerciseFile, 'slug' | 'track' | 'after' | 'level'>;

/**
 * The way through: tracks in their order, within a track nothing before what it comes `after`, otherwise by level
 * and name. Pure; exercises on a circle stand at the end of their track and are named in `problems`.
 */
export function inOrder<T extends Placed>(
  exercises: readonly T[],
): { order: T[]; problems: AuthoringProblem[] } {
  const slugs = new Set(exercises.map((each) => each.slug));
  const problems = exercises.flatMap((each) =>
    each.after
      .filter((before) => !slugs.has(before))
      .map((before) => ({
        file: `${each.slug}/exercise.yaml`,
        path: 'after',
        message: `there is no exercise \`${before}\`; remove it or check the spelling`,
      })),
  );
  const order: T[] = [];
  for (const track of tracks) {
    const waiting = exercises
      .filter((each) => each.track === track)
      .sort((a, b) => a.level - b.level || (a.slug < b.slug ? -1 : 1));
    const inTrack = new Set(waiting.map((each) => each.slug));
    while (waiting.length > 0) {
      const placed = new Set(order.map((each) => each.slug));
      const next = waiting.findIndex((each) =>
        each.after.every((before) => placed.has(before) || !inTrack.has(before)),
      );
      if (next < 0) {
        const circle = waiting.map((each) => each.slug).join(', ');
        problems.push({
          file: `${waiting[0]?.slug}/exercise.yaml`,
          path: 'after',
          message: `${circle} come after each other in a circle; remove one \`after\``,
        });
        order.push(...waiting.splice(0));
      } else order.push(...waiting.splice(next, 1));
    }
  }
  return { order, problems };
}
