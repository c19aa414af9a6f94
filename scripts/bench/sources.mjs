import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../setup/paths.mjs';

/** What is graded: an accepted solution of one exercise, unless another file is named. */
export const slug = 'receive-notify';
export const solutionFile = join(root, 'seed', 'exercises', slug, 'accepted', 'callback--fs-read.ts');

/** No text is checked twice: the compiler keeps what it has seen, and no two students send the same. */
export function freshSource(text, number) {
  return `${text}\n// ${process.pid} ${number}\n`;
}

/** A compiled module of the lab, by its path below `lab/`. */
export const from = (dist, file) => import(pathToFileURL(join(dist, 'lab', file)).href);

export async function load({ dist, solution }) {
  const { loadExercise } = await from(dist, 'exercise/load-exercise.js');
  return {
    exercise: await loadExercise(join(root, 'seed', 'exercises', slug)),
    text: readFileSync(solution, 'utf8'),
  };
}

/** Null when the report is what an accepted solution has to get; what is wrong otherwise. Figures of such a run say nothing. */
export function complaintOf({ status, passed, mechanism, summary }) {
  if (status === 'graded' && passed && mechanism === 'notified') return null;
  return `${status}, ${passed ? 'passed' : 'not passed'}, mechanism ${mechanism}: ${summary.en}`;
}
