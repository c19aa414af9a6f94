import type { Database } from '../platform/database/prisma.js';
import type { Question } from '../questions/question.js';
import { stored } from './questions-service.js';

/** What the seeding of one question came to; `stays`: a published version differs and was left as it is. */
export type SeededQuestion = 'new' | 'same' | 'stays';

/**
 * Publishes the questions that come with Doorbell. A version that is there already never changes: one whose file
 * differs without counting up its version is told to `onStay`. Questions that are gone from the files stay in the database.
 */
export async function seedQuestions(
  database: Database,
  questions: readonly Question[],
  onStay: (question: Question) => void,
): Promise<void> {
  for (const question of questions)
    if ((await seedQuestion(database, question)) === 'stays') onStay(question);
}

export async function seedQuestion(database: Database, question: Question): Promise<SeededQuestion> {
  const { slug, version } = question;
  const { content, contentHash } = stored(question);
  const known = await database.question.findUnique({ where: { slug_version: { slug, version } } });
  if (known) return known.contentHash === contentHash ? 'same' : 'stays';
  await database.question.createMany({
    data: { slug, version, content, contentHash, status: 'published', publishedAt: new Date() },
    skipDuplicates: true, // Another process that starts at the same time was first.
  });
  return 'new';
}
