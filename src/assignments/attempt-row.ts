import { z } from 'zod';
import type { Prisma } from '../generated/client.js';
import type { Exercise } from '../lab/exercise/exercise.js';
import type { Transaction } from '../platform/database/prisma.js';
import type { Question } from '../questions/question.js';
import type { SubmissionMode } from '../submissions/submission-views.js';
import { submissionRulesSchema, type SubmissionRules } from './assignment.js';
import type { AssignmentRow } from './assignments-service.js';
import type { Terms } from './policy.js';
import type { Versions } from './versions.js';

/** An attempt as it is read: its items with what they ask, what was answered and what runs came to. */

export interface AttemptRow {
  readonly id: string;
  readonly accountId: string;
  readonly number: number;
  readonly preview: boolean;
  readonly seed: number;
  readonly startedAt: Date;
  readonly endsAt: Date | null;
  readonly submittedAt: Date | null;
  readonly automatic: boolean;
  readonly assignment: AssignmentRow;
  readonly courseSlug: string;
  readonly terms: Terms;
  /** Attempts of this student at this assignment that have ended; previews apart. While one is open, an attempt is left. */
  readonly ended: number;
  readonly items: readonly ItemRow[];
}

interface AnyItem {
  readonly position: number;
  readonly points: number;
  /** Points that a person has given instead of what follows from the answer. */
  readonly awarded: number | null;
  /** What whoever marked wants the student to read. */
  readonly comment: string | null;
}

export interface QuestionItem extends AnyItem {
  readonly kind: 'question';
  readonly questionId: string;
  readonly question: Question;
  /** The version whose key marks: the one asked, but for a regrade. */
  readonly marking: Question;
  readonly answer: unknown;
  readonly revision: number;
  readonly certainty: number | null;
  readonly hints: number;
  readonly share: number | null;
  /** Of an open answer: points by the id of the rubric’s line. */
  readonly rubric: Readonly<Record<string, number>> | null;
}

export interface ExerciseItem extends AnyItem {
  readonly kind: 'exercise';
  readonly exerciseId: string;
  readonly exercise: Exercise;
  readonly rules: SubmissionRules;
  /** Submissions for it, in the order they came; tries and late ones among them. */
  readonly runs: readonly Run[];
}

export type ItemRow = QuestionItem | ExerciseItem;

export interface Run {
  readonly id: string;
  readonly exerciseId: string;
  readonly mode: SubmissionMode;
  /** Of one that was run again: for which regrade, and which one it runs again. */
  readonly regradeId: string | null;
  readonly rerunOfId: string | null;
  readonly status: 'queued' | 'running' | 'done';
  readonly createdAt: Date;
  /** Null until there is one. */
  readonly report: {
    readonly score: number;
    readonly maxScore: number;
    /** False for `inconclusive` and `fault`. */
    readonly counted: boolean;
  } | null;
}

export const wholeAttempt = {
  assignment: { include: { course: { select: { slug: true } } } },
  items: {
    orderBy: { position: 'asc' },
    include: {
      runs: {
        orderBy: { sequence: 'asc' },
        select: {
          id: true,
          exerciseId: true,
          mode: true,
          regradeId: true,
          rerunOfId: true,
          status: true,
          createdAt: true,
          report: { select: { score: true, maxScore: true, counted: true } },
        },
      },
    },
  },
} as const;
export type WholeAttempt = Prisma.AttemptGetPayload<{ include: typeof wholeAttempt }>;

export const rubricSchema = z.record(z.string(), z.number().min(0)).nullable();

/** What rows of attempts point at. */
export interface Beside {
  readonly questions: ReadonlyMap<string, Question>;
  readonly exercises: ReadonlyMap<string, Exercise>;
  readonly assignment: AssignmentRow;
  /** The rules as they now hold for the student. */
  readonly terms: Terms;
  readonly ended: number;
}

/** The versions that the items of some attempts ask, or are marked by; within a transaction, give it. */
export async function versionsOf(
  rows: readonly Pick<WholeAttempt, 'items'>[],
  versions: Versions,
  transaction?: Transaction,
): Promise<Pick<Beside, 'questions' | 'exercises'>> {
  const items = rows.flatMap((row) => row.items);
  const asked = items.flatMap((item) => [item.questionId, item.markingId]);
  return {
    questions: await versions.questions(asked, transaction),
    exercises: await versions.exercises(
      items.map((item) => item.exerciseId),
      transaction,
    ),
  };
}

export function attemptRow(row: WholeAttempt, beside: Beside): AttemptRow {
  const { assignment, terms, ended } = beside;
  return {
    id: row.id,
    accountId: row.accountId,
    number: row.number,
    preview: row.preview,
    seed: Number(row.seed),
    startedAt: row.startedAt,
    endsAt: row.endsAt,
    submittedAt: row.submittedAt,
    automatic: row.automatic,
    courseSlug: row.assignment.course.slug,
    assignment,
    terms,
    ended,
    items: row.items.map((item) => itemRow(item, beside)),
  };
}

function itemRow(item: WholeAttempt['items'][number], { questions, exercises }: Beside): ItemRow {
  const { position, points, awarded, comment, questionId, exerciseId } = item;
  const exercise = exercises.get(exerciseId ?? '');
  if (exerciseId !== null && exercise !== undefined)
    return {
      kind: 'exercise',
      position,
      points,
      awarded,
      comment,
      exerciseId,
      exercise,
      rules: submissionRulesSchema.parse(item.submissions ?? {}),
      runs: item.runs,
    };
  const question = questions.get(questionId ?? '');
  if (questionId === null || question === undefined)
    throw new Error(`Item ${position} of attempt ${item.attemptId} asks nothing that is there`);
  return {
    kind: 'question',
    position,
    points,
    awarded,
    comment,
    questionId,
    question,
    marking: questions.get(item.markingId ?? '') ?? question,
    answer: item.answer,
    revision: item.revision,
    certainty: item.certainty,
    hints: item.hints,
    share: item.share,
    rubric: rubricSchema.parse(item.rubric),
  };
}

export const positionSchema = z.coerce.number().int().min(1).max(1000);
