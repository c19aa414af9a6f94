import { z } from 'zod';
import {
  attemptHeadSchema,
  attemptSchema,
  attemptView,
  headOf,
  type Sees,
} from '../assignments/attempt-views.js';
import type { AttemptRow } from '../assignments/attempt-row.js';
import type { Locale } from '../lab/bilingual.js';
import type { Membership } from '../people/courses-service.js';
import { drawnValues, filled } from '../questions/parameters.js';
import type { Student } from './course-work.js';
import { studentSchema } from './gradebook-views.js';
import type { ChangeRow, Waiting } from './marking-service.js';

/** What the API takes and gives of marking. */

export const overrideSchema = z
  .strictObject({
    points: z
      .number()
      .min(0)
      .max(100_000)
      .nullable()
      .meta({ description: 'null: what the attempts come to' }),
    reason: z.string().trim().min(1).max(1000),
  })
  .meta({ id: 'MarkOverride' });

export const taughtAttemptSchema = attemptSchema
  .extend({ student: studentSchema })
  .meta({ id: 'TaughtAttempt', description: 'An attempt as whoever teaches sees it' });

export const taughtAttemptListSchema = z
  .strictObject({ items: z.array(attemptHeadSchema.extend({ student: studentSchema })) })
  .meta({ id: 'TaughtAttemptList' });

export const waitingListSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        assignment: z.string(),
        attempt: z.uuid(),
        position: z.number().int(),
        student: studentSchema,
        points: z.number(),
        question: z.string(),
        prompt: z.string(),
        answer: z.unknown().nullable(),
        rubric: z.array(z.strictObject({ id: z.string(), text: z.string(), points: z.number() })),
        markUrl: z.string(),
      }),
    ),
  })
  .meta({ id: 'WaitingList' });

export const changeListSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        id: z.uuid(),
        at: z.iso.datetime(),
        by: z.string().nullable().meta({ description: 'null: that account has gone' }),
        assignment: z.string(),
        accountId: z.uuid(),
        student: z.string(),
        attempt: z.uuid().nullable(),
        position: z.number().int().nullable().meta({ description: 'null: the mark of the whole assignment' }),
        before: z.number().nullable(),
        after: z.number().nullable(),
        reason: z.string(),
        regrade: z.uuid().nullable(),
      }),
    ),
    next: z.string().nullable(),
  })
  .meta({ id: 'MarkChangeList' });

/** Whoever teaches sees all of a submitted attempt; an assistant no key, and nothing that tells one. */
export function teacherSees({ role }: Membership, { submittedAt }: AttemptRow): Sees {
  return (what) => submittedAt !== null && (role !== 'assistant' || what === 'marks');
}

export function taughtAttempt(
  course: Membership,
  { student, attempt }: { student: Student; attempt: AttemptRow },
  locale: Locale,
): z.infer<typeof taughtAttemptSchema> {
  return { ...attemptView(attempt, teacherSees(course, attempt), locale), student };
}

export function taughtHead(
  course: Membership,
  { student, attempt }: { student: Student; attempt: AttemptRow },
): z.infer<typeof taughtAttemptListSchema>['items'][number] {
  return { ...headOf(attempt, teacherSees(course, attempt)), student };
}

export function waitingView(
  { slug }: Membership,
  { student, attempt, item }: Waiting,
  locale: Locale,
): z.infer<typeof waitingListSchema>['items'][number] {
  const values = drawnValues(item.question, attempt.seed);
  return {
    assignment: attempt.assignment.slug,
    attempt: attempt.id,
    position: item.position,
    student,
    points: item.points,
    question: item.question.slug,
    prompt: filled(item.question.prompt[locale], values),
    answer: item.answer,
    rubric:
      item.marking.type === 'open'
        ? item.marking.rubric.map(({ id, text, points }) => ({ id, text: text[locale], points }))
        : [],
    markUrl: `/courses/${slug}/attempts/${attempt.id}/items/${item.position}/mark`,
  };
}

/** Why a question was regraded may tell its key: an assistant reads that it was. */
export function changeView(
  { role }: Membership,
  row: ChangeRow,
): z.infer<typeof changeListSchema>['items'][number] {
  return {
    id: row.id,
    at: row.createdAt.toISOString(),
    by: row.by?.name ?? null,
    assignment: row.assignment.slug,
    accountId: row.accountId,
    student: row.account.name,
    attempt: row.attemptId,
    position: row.position,
    before: row.before,
    after: row.after,
    reason: role === 'assistant' && row.regradeId !== null ? '' : row.reason,
    regrade: row.regradeId,
  };
}
