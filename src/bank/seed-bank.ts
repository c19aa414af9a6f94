import { createHash } from 'node:crypto';
import type { Exercise } from '../lab/exercise/exercise.js';
import type { Database } from '../platform/database/prisma.js';

/** What the seeding of one package came to; `taken`: an uploaded exercise has its slug, and keeps it. */
export type Seeded = 'new' | 'same' | 'changed' | 'taken';

/**
 * Writes packages into the database. A package whose content changed while its version did not is taken over, and
 * told to `onSeeded`: while an exercise is being written that is what its author wants, and once it is published the
 * version is counted up, so that earlier reports keep pointing at what they were graded by. Packages that are gone
 * are no longer published; one that is there (in `slugs`) but cannot be loaded keeps its last good version. Exercises
 * that were uploaded are not of this bank, and are left as they are.
 */
export async function seedBank(
  database: Database,
  bank: { readonly exercises: readonly Exercise[]; readonly slugs: readonly string[] },
  onSeeded: (exercise: Exercise, seeded: Seeded) => void,
): Promise<void> {
  for (const exercise of bank.exercises) onSeeded(exercise, await seedExercise(database, exercise));
  await database.exercise.updateMany({
    where: { slug: { notIn: [...bank.slugs] }, origin: 'seed' },
    data: { published: false },
  });
}

export async function seedExercise(database: Database, exercise: Exercise): Promise<Seeded> {
  const { slug, version } = exercise;
  // Through JSON once, so that the content has exactly what the database will give back.
  const text = JSON.stringify(exercise);
  const content: object = JSON.parse(text);
  const contentHash = createHash('sha256').update(text).digest('hex');
  if ((await database.exercise.findFirst({ where: { slug, origin: 'upload' } })) !== null) return 'taken';
  const known = await database.exercise.findUnique({ where: { slug_version: { slug, version } } });
  if (known?.contentHash === contentHash && known.published) return 'same';
  await database.exercise.upsert({
    where: { slug_version: { slug, version } },
    create: { slug, version, contentHash, content },
    update: { contentHash, content, published: true },
  });
  // Only what is in the bank is published: a version that was rolled back must not go on hiding the older one.
  await database.exercise.updateMany({
    where: { slug, version: { not: version } },
    data: { published: false },
  });
  return known === null ? 'new' : known.contentHash === contentHash ? 'same' : 'changed';
}
