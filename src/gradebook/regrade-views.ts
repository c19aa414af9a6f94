import { z } from 'zod';
import { studentSchema } from './gradebook-views.js';
import type { RegradeRead } from './regrades-service.js';

/** What the API takes and gives of regrades. */

const slug = z.string().min(1).max(64);
const reason = z
  .string()
  .trim()
  .min(1)
  .max(1000)
  .meta({ description: 'What was wrong; goes into the trail' });

export const newRegradeSchema = z
  .union([z.strictObject({ question: slug, reason }), z.strictObject({ exercise: slug, reason })])
  .meta({ id: 'NewRegrade' });

const head = z.strictObject({
  id: z.uuid(),
  url: z.string(),
  status: z.enum(['preview', 'applied', 'dropped']),
  kind: z.enum(['question', 'exercise']),
  slug,
  version: z.number().int().meta({ description: 'That it marks by' }),
  reason: z.string(),
  createdAt: z.iso.datetime(),
  decidedAt: z.iso.datetime().nullable(),
});

export const regradeListSchema = z
  .strictObject({ items: z.array(head.meta({ id: 'RegradeHead' })) })
  .meta({ id: 'RegradeList' });

export const regradeSchema = head
  .extend({
    pending: z.number().int().meta({ description: 'Submissions still to be run again' }),
    changed: z.number().int().meta({ description: 'Items whose mark is another' }),
    items: z.array(
      z.strictObject({
        student: studentSchema,
        assignment: z.string(),
        attempt: z.uuid(),
        position: z.number().int(),
        before: z.number().nullable().meta({ description: 'Points; null is not marked' }),
        after: z.number().nullable(),
        pending: z.number().int(),
        unclear: z
          .boolean()
          .meta({ description: 'A run again said nothing: the item stays with the version it has' }),
      }),
    ),
  })
  .meta({ id: 'Regrade' });

export function headOf(
  course: string,
  { row, target }: Pick<RegradeRead, 'row' | 'target'>,
): z.infer<typeof head> {
  const { id, status, reason: why, createdAt, decidedAt } = row;
  return {
    id,
    url: `/courses/${course}/regrades/${id}`,
    status,
    ...target,
    reason: why,
    createdAt: createdAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
  };
}

export function regradeView(course: string, read: RegradeRead): z.infer<typeof regradeSchema> {
  return {
    ...headOf(course, read),
    pending: read.items.reduce((sum, { pending }) => sum + pending, 0),
    changed: read.items.filter(({ before, after, pending }) => pending === 0 && before !== after).length,
    items: read.items.map(
      ({ student, assignment, attemptId, position, before, after, pending, unclear }) => ({
        student,
        assignment,
        attempt: attemptId,
        position,
        before,
        after,
        pending,
        unclear,
      }),
    ),
  };
}
