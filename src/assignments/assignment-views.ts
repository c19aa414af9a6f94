import { z } from 'zod';
import type { Locale } from '../lab/bilingual.js';
import type { Role } from '../people/roles.js';
import { assignmentSchema, extensionSchema } from './assignment.js';
import { attemptHeadSchema, headOf, studentSees } from './attempt-views.js';
import { finalMark } from './final-mark.js';
import type { AssignmentRow, ExtensionRow } from './assignments-service.js';
import type { AttemptRow } from './attempt-row.js';
import { isShown, isAttemptLeft, type Terms } from './policy.js';

/** What the API gives of assignments: to whoever teaches the whole content, to a student what holds for the student. */

const moment = z.iso.datetime().nullable();

const termsSchema = z
  .strictObject({
    opensAt: z.iso.datetime(),
    dueAt: moment,
    closesAt: moment.meta({ description: 'No answer is taken after it' }),
    timeLimitMinutes: z.number().nullable(),
    attemptsAllowed: z.number().int().nullable().meta({ description: 'null is no limit' }),
    attemptsCounted: z.enum(['best', 'latest', 'first', 'average']),
    latePercentPerDay: z.number(),
    graceMinutes: z.number(),
    exempt: z.boolean(),
  })
  .meta({ id: 'Terms', description: 'The rules as they hold for you, extensions included' });

const assignmentHeadSchema = z
  .strictObject({
    slug: z.string(),
    title: z.string(),
    published: z.boolean(),
    url: z.string(),
    terms: termsSchema,
  })
  .meta({ id: 'AssignmentHead' });

export const assignmentListSchema = z
  .strictObject({ items: z.array(assignmentHeadSchema) })
  .meta({ id: 'AssignmentList' });

export const assignmentDetailSchema = assignmentHeadSchema
  .extend({
    intro: z.string().nullable(),
    attempts: z.array(attemptHeadSchema).meta({ description: 'Yours' }),
    mark: z
      .strictObject({ earned: z.number(), of: z.number() })
      .nullable()
      .meta({ description: 'The one that counts; null without one, or not shown yet' }),
    content: assignmentSchema.nullable().meta({ description: 'For instructors only' }),
  })
  .meta({ id: 'Assignment' });
export type AssignmentDetail = z.infer<typeof assignmentDetailSchema>;

export const extendSchema = z
  .strictObject({
    accounts: z.array(z.uuid()).min(1).max(1000),
    extension: extensionSchema,
  })
  .meta({ id: 'Extend' });

export const extensionListSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        accountId: z.uuid(),
        dueAt: moment,
        closesAt: moment,
        extraAttempts: z.number().int(),
        timeFactor: z.number(),
        exempt: z.boolean(),
        reason: z.string(),
      }),
    ),
  })
  .meta({ id: 'ExtensionList' });

export function assignmentHead(
  course: string,
  { slug, content, publishedAt }: AssignmentRow,
  terms: Terms,
  locale: Locale,
): z.infer<typeof assignmentHeadSchema> {
  const text = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return {
    slug,
    title: content.title[locale],
    published: publishedAt !== null,
    url: `/courses/${course}/assignments/${slug}`,
    terms: {
      opensAt: new Date(terms.opensAt).toISOString(),
      dueAt: text(terms.dueAt),
      closesAt: text(terms.closesAt),
      timeLimitMinutes: terms.timeLimitMs === null ? null : terms.timeLimitMs / 60_000,
      attemptsAllowed: terms.allowed,
      attemptsCounted: terms.counts,
      latePercentPerDay: terms.percentPerDay,
      graceMinutes: terms.graceMs / 60_000,
      exempt: terms.exempt,
    },
  };
}

export function assignmentDetail(
  course: { readonly slug: string; readonly role: Role },
  assignment: AssignmentRow,
  own: {
    readonly terms: Terms;
    readonly attempts: readonly AttemptRow[];
    readonly override: number | null;
    readonly full: number;
  },
  now: number,
  locale: Locale,
): AssignmentDetail {
  const teaches = course.role === 'admin' || course.role === 'instructor';
  const left = isAttemptLeft(
    own.terms,
    own.attempts.filter(({ submittedAt }) => submittedAt !== null).length,
    now,
  );
  const { earned, of } = isShown(own.terms.show.marks, own.terms, now, left)
    ? finalMark(own.attempts, own)
    : { earned: null, of: 0 };
  return {
    ...assignmentHead(course.slug, assignment, own.terms, locale),
    intro: assignment.content.intro?.[locale] ?? null,
    attempts: own.attempts.map((attempt) => headOf(attempt, studentSees(attempt, now))),
    mark: earned === null ? null : { earned, of },
    content: teaches ? assignment.content : null,
  };
}

export function extensionView(row: ExtensionRow): z.infer<typeof extensionListSchema>['items'][number] {
  const { accountId, extraAttempts, timeFactor, exempt, reason } = row;
  return {
    accountId,
    dueAt: row.dueAt?.toISOString() ?? null,
    closesAt: row.closesAt?.toISOString() ?? null,
    extraAttempts,
    timeFactor,
    exempt,
    reason,
  };
}
