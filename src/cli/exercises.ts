import { join } from 'node:path';
import type { Exercise, Solution } from '../lab/exercise/exercise.js';
import { listExercises, loadExercise, loadSolutions } from '../lab/exercise/load-exercise.js';
import { UsageError } from './exit-codes.js';

/** @throws UsageError when there is no such exercise; its message names those there are. */
export async function exerciseNamed(root: string, slug: string): Promise<Exercise> {
  await requireExercises(root, [slug]);
  return loadExercise(join(root, slug));
}

/** The named exercises with their solutions, all when none is named. */
export async function exercisesWithSolutions(
  root: string,
  slugs: readonly string[],
): Promise<{ exercise: Exercise; solution: Solution }[]> {
  const all = await requireExercises(root, slugs);
  const list: { exercise: Exercise; solution: Solution }[] = [];
  for (const slug of slugs.length > 0 ? slugs : all) {
    const exercise = await loadExercise(join(root, slug));
    for (const solution of await loadSolutions(join(root, slug))) list.push({ exercise, solution });
  }
  return list;
}

async function requireExercises(root: string, slugs: readonly string[]): Promise<string[]> {
  const all = await listExercises(root);
  for (const slug of slugs) {
    if (!all.includes(slug)) {
      throw new UsageError(`there is no exercise “${slug}”; there are: ${all.join(', ')}`);
    }
  }
  return all;
}
