import { createHash } from 'node:crypto';
import type { Exercise } from '../lab/exercise/exercise.js';
import type { Database } from '../platform/database/prisma.js';

/** What the seeding of one package came to. */
export type Seeded = 'new' | 'same' | 'changed';

/**
 * Writes packages into the database. A package whose content changed while its version did not is taken over, and
 * told to `onChange`: while an exercise is being written that is what its author wants, and once it is published the
 * version is counted up, so that earlier reports keep pointing at what they were graded by. Packages that are gone
 * are no longer published; one that is there (in `slugs`) but cannot be loaded keeps its last good version.
 */
export async function seedBank(
  database: Database,
  bank: { readonly exercises: readonly Exercise[]; readonly slugs: readonly string[] },
  onChange: (exercise: Exercise) => void,
): Promise<void> {
  for (const exercise of bank.exercises) {
    if ((await seedExercise(database, exercise)) === 'changed') onChange(exercise);
  }
  await database.exercise.updateMany({
    where: { slug: { notIn: [...bank.slugs] } },
    data: { published: false },
  });
}

export async function seedExercise(database: Database, exercise: Exercise): Promise<Seeded> {
  const { slug, version } = exercise;
  // Through JSON once, so that the content has exactly what the database will give back.
  const text = JSON.stringify(exercise);
  const content: object = JSON.parse(text);
  const contentHash = createHash('sha256').update(text).digest('hex');
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
