import { z } from 'zod';
import type { Locale } from '../lab/bilingual.js';
import { anyAnswerSchema } from '../questions/answer-form.js';
import { layoutOf } from '../questions/layout.js';
import { drawnValues, filled } from '../questions/parameters.js';
import { present, studentQuestionSchema } from '../questions/present.js';
import { reviewed, reviewSchema } from '../questions/reviewed.js';
import { rightAnswer, scoreAnswer } from '../questions/score.js';
import { toLabels } from '../questions/translate.js';
import { submissionModeSchema, submissionStatusSchema } from '../submissions/submission-views.js';
import type { SavedAnswer } from './answers-service.js';
import type { AttemptRow, ExerciseItem, ItemRow, QuestionItem } from './attempt-row.js';
import { attemptMark, countingRuns, shownMark } from './marks.js';
import { isAttemptLeft, isShown, lateFactor, nextSubmissionAt } from './policy.js';

/** What a student reads of an attempt. Marks, feedback and keys are in it only when the rules say so. */

const certaintySchema = z
  .number()
  .int()
  .min(1)
  .max(3)
  .nullable()
  .meta({ description: 'How sure you are: 1 guessed, 2 fairly, 3 certain. It changes no mark' });

const attemptExerciseSchema = z
  .strictObject({
    slug: z.string(),
    version: z.number().int(),
    title: z.string(),
    kind: z.enum(['function', 'prediction']),
    url: z.string().meta({ description: 'Statement, starter and types' }),
    submissionsUrl: z.string().meta({ description: 'Where to submit for this attempt' }),
    allowed: z.number().int().nullable().meta({ description: 'Submissions; null is no limit' }),
    used: z.number().int(),
    counts: z.enum(['best', 'latest']),
    nextAt: z.iso.datetime().nullable().meta({ description: 'When the pause after the last one is over' }),
    submissions: z.array(
      z.strictObject({
        id: z.uuid(),
        url: z.string(),
        mode: submissionModeSchema,
        status: submissionStatusSchema,
        createdAt: z.iso.datetime(),
        score: z.number().int().nullable(),
        maxScore: z.number().int().nullable(),
        counted: z.boolean().nullable().meta({
          description: 'false: inconclusive or a fault, which uses up nothing; null: no report yet',
        }),
        current: z.boolean().meta({
          description: 'false: it was run on a version that marks no longer, and again on the one that does',
        }),
      }),
    ),
  })
  .meta({ id: 'AttemptExercise' });

const attemptItemSchema = z
  .strictObject({
    position: z.number().int(),
    points: z.number(),
    question: studentQuestionSchema.nullable().meta({ description: 'null where it is an exercise' }),
    exercise: attemptExerciseSchema.nullable().meta({ description: 'null where it is a question' }),
    answer: z.unknown().nullable().meta({ description: 'As you sent it; null is none' }),
    certainty: certaintySchema,
    revision: z
      .number()
      .int()
      .meta({ description: 'Of the answer: send it as If-Match to be told of another tab' }),
    hints: z.array(z.string()).meta({ description: 'Those taken' }),
    mark: z.number().nullable().meta({ description: 'null: not shown yet, or a person has still to mark' }),
    review: z.array(reviewSchema).nullable(),
    explanation: z.string().nullable(),
    comment: z.string().nullable().meta({ description: 'From whoever marked it' }),
    rubric: z
      .array(z.strictObject({ id: z.string(), text: z.string(), points: z.number(), earned: z.number() }))
      .nullable()
      .meta({ description: 'Of an open answer that a person has marked: what earned what' }),
    key: z.unknown().nullable().meta({ description: 'An answer that earns full marks' }),
  })
  .meta({ id: 'AttemptItem' });

const markSchema = z
  .strictObject({
    earned: z.number(),
    of: z.number(),
    unmarked: z.number().int().meta({ description: 'Items that a person or a grader has still to mark' }),
    lateFactor: z.number().meta({ description: 'Already in `earned`: 1 is in time' }),
  })
  .meta({ id: 'Mark' });

const headSchema = z.strictObject({
  id: z.uuid(),
  url: z.string(),
  course: z.string(),
  assignment: z.string(),
  number: z.number().int(),
  preview: z.boolean(),
  status: z.enum(['open', 'submitted']),
  startedAt: z.iso.datetime(),
  endsAt: z.iso.datetime().nullable(),
  submittedAt: z.iso.datetime().nullable(),
  automatic: z.boolean().meta({ description: 'Submitted at its end by Doorbell' }),
  mark: markSchema.nullable().meta({ description: 'null while it is open, or not shown yet' }),
});

export const attemptHeadSchema = headSchema.meta({ id: 'AttemptHead' });
export const attemptSchema = headSchema
  .extend({ title: z.string(), items: z.array(attemptItemSchema) })
  .meta({ id: 'Attempt' });
export type AttemptView = z.infer<typeof attemptSchema>;

export const savedSchema = z
  .strictObject({
    position: z.number().int(),
    answer: z.unknown().nullable(),
    certainty: certaintySchema,
    revision: z.number().int(),
  })
  .meta({ id: 'SavedAnswer' });

export const answerBodySchema = z
  .strictObject({
    answer: anyAnswerSchema.nullable().meta({ description: 'null takes the answer back' }),
    certainty: certaintySchema.default(null),
  })
  .meta({ id: 'AnswerBody' });

/** Lateness taken off; null while the attempt is open. */
export function markOf({ terms, submittedAt, items }: AttemptRow): z.infer<typeof markSchema> | null {
  if (submittedAt === null) return null;
  const factor = lateFactor(terms, submittedAt.getTime());
  return { ...attemptMark(items, factor), lateFactor: factor };
}

/** What somebody may see of an attempt beside questions and answers. */
export type Sees = (what: 'marks' | 'feedback' | 'keys') => boolean;

/** Its student: of a submitted attempt, when the rules say so. */
export function studentSees({ terms, ended, submittedAt }: AttemptRow, now: number): Sees {
  const left = isAttemptLeft(terms, ended, now);
  return (what) => submittedAt !== null && isShown(terms.show[what], terms, now, left);
}

export function headOf(attempt: AttemptRow, sees: Sees): z.infer<typeof attemptHeadSchema> {
  const { submittedAt } = attempt;
  return {
    id: attempt.id,
    url: `/attempts/${attempt.id}`,
    course: attempt.courseSlug,
    assignment: attempt.assignment.slug,
    number: attempt.number,
    preview: attempt.preview,
    status: submittedAt === null ? 'open' : 'submitted',
    startedAt: attempt.startedAt.toISOString(),
    endsAt: attempt.endsAt?.toISOString() ?? null,
    submittedAt: submittedAt?.toISOString() ?? null,
    automatic: attempt.automatic,
    mark: sees('marks') ? markOf(attempt) : null,
  };
}

export function attemptView(attempt: AttemptRow, sees: Sees, locale: Locale): AttemptView {
  return {
    ...headOf(attempt, sees),
    title: attempt.assignment.content.title[locale],
    items: attempt.items.map((item) => itemView(attempt, item, sees, locale)),
  };
}

type ItemView = AttemptView['items'][number];

function itemView(attempt: AttemptRow, item: ItemRow, sees: Sees, locale: Locale): ItemView {
  const both = {
    position: item.position,
    points: item.points,
    mark: sees('marks') ? shownMark(item) : null,
    comment: sees('marks') ? item.comment : null,
  };
  return item.kind === 'question'
    ? { ...both, ...questionView(attempt, item, sees, locale) }
    : { ...both, ...noQuestion, exercise: exerciseView(attempt, item, locale) };
}

const noQuestion = {
  question: null,
  answer: null,
  certainty: null,
  revision: 0,
  hints: [],
  review: null,
  explanation: null,
  key: null,
  rubric: null,
} satisfies Partial<ItemView>;

function exerciseView(
  { id }: AttemptRow,
  item: ExerciseItem,
  locale: Locale,
): z.infer<typeof attemptExerciseSchema> {
  const { exercise, rules, runs } = item;
  const used = countingRuns(item);
  const next = nextSubmissionAt(
    rules.coolDownSeconds,
    used.map(({ createdAt }) => createdAt.getTime()),
  );
  return {
    slug: exercise.slug,
    version: exercise.version,
    title: exercise.title[locale],
    kind: exercise.kind,
    url: `/exercises/${exercise.slug}`,
    submissionsUrl: `/attempts/${id}/items/${item.position}/submissions`,
    allowed: rules.allowed,
    used: used.length,
    counts: rules.counts,
    nextAt: next === null ? null : new Date(next).toISOString(),
    // What is run again for a regrade is nobody’s business before that is applied.
    submissions: runs
      .filter(({ mode }) => mode !== 'regrade')
      .map((run) => ({
        id: run.id,
        url: `/submissions/${run.id}`,
        mode: run.mode,
        status: run.status,
        createdAt: run.createdAt.toISOString(),
        score: run.report?.score ?? null,
        maxScore: run.report?.maxScore ?? null,
        counted: run.report?.counted ?? null,
        current: run.exerciseId === item.exerciseId,
      })),
  };
}

function questionView(
  attempt: AttemptRow,
  item: QuestionItem,
  sees: Sees,
  locale: Locale,
): Omit<ItemView, 'position' | 'points' | 'mark' | 'comment'> {
  const { question, marking, answer } = item;
  const values = drawnValues(question, attempt.seed);
  const layout = layoutOf(question, attempt.seed);
  const shown = { layout, values, locale };
  const outcome = sees('feedback') ? scoreAnswer(marking, values, answer) : null;
  return {
    question: present(question, shown),
    exercise: null,
    answer: answer === null ? null : toLabels(question, layout, answer),
    certainty: item.certainty,
    revision: item.revision,
    hints: question.hints.slice(0, item.hints).map(({ text }) => filled(text[locale], values)),
    review: outcome === null ? null : reviewed(marking, outcome, shown),
    explanation: sees('keys') ? filled(marking.explanation[locale], values) : null,
    rubric: sees('marks') ? rubricView(item, locale) : null,
    key: sees('keys') ? toLabels(marking, layout, rightAnswer(marking, values)) : null,
  };
}

function rubricView({ marking, rubric }: QuestionItem, locale: Locale): ItemView['rubric'] {
  if (marking.type !== 'open' || rubric === null) return null;
  return marking.rubric.map(({ id, text, points }) => ({
    id,
    text: text[locale],
    points,
    earned: rubric[id] ?? 0,
  }));
}

export function savedView(saved: SavedAnswer): z.infer<typeof savedSchema> {
  const { seed, question, position, answer, certainty, revision } = saved;
  const layout = layoutOf(question, seed);
  return {
    position,
    certainty,
    revision,
    answer: answer === null ? null : toLabels(question, layout, answer),
  };
}
