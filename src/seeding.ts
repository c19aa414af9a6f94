import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { seedBank } from './bank/seed-bank.js';
import { seedQuestions } from './bank/seed-questions.js';
import type { Exercise } from './lab/exercise/exercise.js';
import { loadExercise } from './lab/exercise/load-exercise.js';
import type { Database } from './platform/database/prisma.js';
import { exercisesDirectory, seedDirectory } from './platform/paths.js';
import { loadDictionary, loadQuestions, vocabularyOf } from './questions/load-questions.js';

/** Loads every package of `seed/exercises` into the bank. One that cannot be read is told, and stays as it was. */
export async function seedExercises(database: Database, log: Logger): Promise<void> {
  const entries = await readdir(exercisesDirectory, { withFileTypes: true });
  const slugs = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const exercises: Exercise[] = [];
  for (const slug of slugs) {
    try {
      exercises.push(await loadExercise(join(exercisesDirectory, slug)));
    } catch (error) {
      log.error({ err: error, exercise: slug }, 'This exercise cannot be loaded; it stays as it was');
    }
  }
  await seedBank(database, { exercises, slugs }, ({ slug, version }, seeded) => {
    if (seeded === 'changed')
      log.warn({ exercise: slug, version }, 'Changed without counting up its version; taken over');
    if (seeded === 'taken')
      log.error(
        { exercise: slug, version },
        'An uploaded exercise has this slug and stays; rename one of them',
      );
  });
}

/** Publishes every question of `seed/questions`. One that cannot be read is told, and the others are published. */
export async function seedBankOfQuestions(database: Database, log: Logger): Promise<void> {
  const vocabulary = vocabularyOf(await loadDictionary(seedDirectory));
  const { questions, problems } = await loadQuestions(seedDirectory, vocabulary);
  for (const problem of problems) log.error({ problem }, 'This question cannot be published');
  await seedQuestions(database, questions, ({ slug, version }) =>
    log.warn({ question: slug, version }, 'Changed without counting up its version; the published one stays'),
  );
}
