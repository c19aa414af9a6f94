import type { Prisma } from '../generated/client.js';
import type { Caller } from '../people/roles.js';
import type { Transaction } from '../platform/database/prisma.js';

/**
 * Which submissions somebody may see: the own ones; of a course that one teaches all, of one in which one assists those of the
 * section’s students; an admin’s key sees all. What counts is the role in the course, not that of the key.
 */
export async function visibleTo(
  database: Transaction,
  { accountId, role }: Caller,
): Promise<Prisma.SubmissionWhereInput> {
  if (role === 'admin') return {};
  const taught = await database.enrolment.findMany({
    where: { accountId, role: { in: ['instructor', 'assistant'] } },
    select: { courseId: true, role: true, sectionId: true },
  });
  return {
    OR: [
      // What is run again for a regrade is a student’s only when it counts.
      { accountId, mode: { not: 'regrade' } },
      ...taught.map(({ courseId, role: as, sectionId }) =>
        as === 'instructor' || sectionId === null
          ? { courseId }
          : {
              courseId,
              account: { enrolments: { some: { courseId, sectionId, role: 'student' as const } } },
            },
      ),
    ],
  };
}
