import { basename } from 'node:path';
import type { Exercise, Solution } from '../lab/exercise/exercise.js';
import { listExercises, loadExercise, loadSolutions } from '../lab/exercise/load-exercise.js';
import { AuthoringError } from '../lab/authored/authoring-error.js';
import { UsageError } from './exit-codes.js';

/** @throws UsageError when there is no such exercise; its message names those there are. */
export async function exerciseNamed(root: string, slug: string): Promise<Exercise> {
  const [folder = ''] = await foldersOf(root, [slug]);
  return loadExercise(folder);
}

/** The named exercises with their solutions, all when none is named. */
export async function exercisesWithSolutions(
  root: string,
  slugs: readonly string[],
): Promise<{ exercise: Exercise; solution: Solution }[]> {
  const list: { exercise: Exercise; solution: Solution }[] = [];
  for (const folder of await foldersOf(root, slugs)) {
    const exercise = await loadExercise(folder);
    for (const solution of await loadSolutions(folder)) list.push({ exercise, solution });
  }
  return list;
}

/** Only folders that were found below `root`: a slug never becomes a path. */
async function foldersOf(root: string, slugs: readonly string[]): Promise<string[]> {
  const all = await listExercises(root).catch((error: unknown) => {
    if (error instanceof AuthoringError) throw new UsageError(error.message);
    throw error;
  });
  if (slugs.length === 0) return all;
  return [...new Set(slugs)].map((slug) => {
    const folder = all.find((candidate) => basename(candidate) === slug);
    if (folder !== undefined) return folder;
    throw new UsageError(
      `there is no exercise “${slug}”; there are: ${all.map((one) => basename(one)).join(', ')}`,
    );
  });
}
