import { z } from 'zod';
import { bilingualSchema } from '../lab/bilingual.js';
import { levels } from '../questions/question.js';

/** An assignment as its instructor writes it: what is asked, and the rules. */

const slug = z.string().regex(/^[a-z][a-z0-9-]{1,62}$/);
const points = z.number().positive().max(1000);
const moment = z.iso.datetime({ offset: true });

export const submissionRulesSchema = z
  .strictObject({
    allowed: z
      .number()
      .int()
      .min(1)
      .max(1000)
      .nullable()
      .default(null)
      .meta({ description: 'In each attempt; null is no limit. Tries and inconclusive runs use up none' }),
    counts: z.enum(['best', 'latest']).default('best'),
    coolDownSeconds: z.number().min(0).max(86_400).default(0).meta({
      description: 'Between the first submission and the second; each later pause is twice the one before',
    }),
  })
  .meta({ id: 'SubmissionRules' });
export type SubmissionRules = z.infer<typeof submissionRulesSchema>;

export const itemSchema = z.union([
  z.strictObject({ question: slug, points }).meta({ description: 'One question, for everybody' }),
  z
    .strictObject({ exercise: slug, points, submissions: submissionRulesSchema.prefault({}) })
    .meta({ description: 'One code exercise or prediction, for everybody' }),
  z
    .strictObject({
      pool: z
        .strictObject({
          questions: z.array(slug).min(1).max(200).optional(),
          topics: z.array(z.string()).min(1).max(50).optional(),
          levels: z.array(z.enum(levels)).min(1).optional(),
        })
        .refine((pool) => Object.keys(pool).length > 0, { message: 'name questions, topics or levels' }),
      draw: z.number().int().min(1).max(100),
      points: points.meta({ description: 'Of each' }),
    })
    .meta({
      description: 'Some drawn at random, for every attempt anew, from those that fit all that is named',
    }),
]);
export type Item = z.infer<typeof itemSchema>;

/** When something may be seen: after submitting, after the due or closing time that holds for the student, or never. */
const showSchema = z.enum(['submitted', 'due', 'closed', 'never']);
export type Show = z.infer<typeof showSchema>;

export const rulesSchema = z.strictObject({
  opensAt: moment,
  dueAt: moment.nullable().default(null),
  closesAt: moment
    .nullable()
    .default(null)
    .meta({ description: 'No answer is taken after it; not before dueAt' }),
  timeLimitMinutes: z.number().int().min(1).max(10_080).nullable().default(null),
  attempts: z
    .strictObject({
      allowed: z
        .number()
        .int()
        .min(1)
        .max(1000)
        .nullable()
        .default(1)
        .meta({ description: 'null is no limit' }),
      counts: z.enum(['best', 'latest', 'first', 'average']).default('best'),
      coolDownMinutes: z.number().min(0).max(10_080).default(0).meta({
        description: 'Between the first attempt and the second; each later pause is twice the one before',
      }),
    })
    .prefault({}),
  late: z
    .strictObject({
      percentPerDay: z
        .number()
        .min(0)
        .max(100)
        .default(0)
        .meta({ description: 'Taken off for every day begun after the due time, until closing time' }),
      graceMinutes: z.number().int().min(0).max(10_080).default(0),
    })
    .prefault({}),
  show: z
    .strictObject({
      marks: showSchema.default('submitted'),
      feedback: showSchema.default('due'),
      keys: showSchema.default('closed'),
    })
    .prefault({}),
  shuffleItems: z.boolean().default(false),
});
export type Rules = z.infer<typeof rulesSchema>;

export const assignmentSchema = z
  .strictObject({
    slug,
    title: bilingualSchema,
    intro: bilingualSchema.nullable().default(null).meta({ description: 'Markdown' }),
    items: z.array(itemSchema).min(1).max(200),
    rules: rulesSchema,
  })
  .superRefine(({ rules: { opensAt, dueAt, closesAt } }, context) => {
    const order = (path: string, earlier: string | null, later: string | null, message: string) => {
      if (earlier !== null && later !== null && Date.parse(later) <= Date.parse(earlier))
        context.addIssue({ code: 'custom', path: ['rules', path], message });
    };
    order('dueAt', opensAt, dueAt, 'must be after opensAt');
    order('closesAt', opensAt, closesAt, 'must be after opensAt');
    if (dueAt !== null && closesAt !== null && Date.parse(closesAt) < Date.parse(dueAt))
      context.addIssue({ code: 'custom', path: ['rules', 'closesAt'], message: 'must not be before dueAt' });
  })
  .meta({ id: 'AssignmentContent' });
export type AssignmentContent = z.infer<typeof assignmentSchema>;

/** What one student has beyond the rules. */
export const extensionSchema = z
  .strictObject({
    dueAt: moment.nullable().default(null),
    closesAt: moment.nullable().default(null),
    extraAttempts: z.number().int().min(0).max(100).default(0),
    timeFactor: z.number().min(1).max(10).default(1).meta({ description: 'Of the time limit' }),
    exempt: z
      .boolean()
      .default(false)
      .meta({ description: 'The assignment does not count for this student' }),
    reason: z.string().trim().min(1).max(1000),
  })
  .meta({ id: 'Extension' });
