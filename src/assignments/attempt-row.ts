import { z } from 'zod';
import { parseExercise } from '../bank/bank-service.js';
import type { Prisma } from '../generated/client.js';
import type { Exercise } from '../lab/exercise/exercise.js';
import { type Question, questionSchema } from '../questions/question.js';
import type { SubmissionMode } from '../submissions/submission-views.js';
import { submissionRulesSchema, type SubmissionRules } from './assignment.js';
import type { AssignmentRow } from './assignments-service.js';
import type { Terms } from './policy.js';

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
  /** Begun by this student at this assignment, this one included; previews apart. */
  readonly attempts: number;
  readonly items: readonly ItemRow[];
}

interface AnyItem {
  readonly position: number;
  readonly points: number;
  /** Points that a person has given instead of what follows from the answer. */
  readonly awarded: number | null;
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
      question: { select: { id: true, content: true } },
      marking: { select: { id: true, content: true } },
      exercise: { select: { id: true, content: true } },
      runs: {
        orderBy: { sequence: 'asc' },
        select: {
          id: true,
          exerciseId: true,
          mode: true,
          status: true,
          createdAt: true,
          report: { select: { score: true, maxScore: true, counted: true } },
        },
      },
    },
  },
} as const;
export type WholeAttempt = Prisma.AttemptGetPayload<{ include: typeof wholeAttempt }>;

/** `attempts`: how many the student has begun; `terms`: the rules as they now hold for the student. */
export function attemptRow(
  row: WholeAttempt,
  beside: { readonly assignment: AssignmentRow; readonly terms: Terms; readonly attempts: number },
): AttemptRow {
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
    ...beside,
    items: row.items.map(itemRow),
  };
}

function itemRow(item: WholeAttempt['items'][number]): ItemRow {
  const { position, points, awarded, question, exercise } = item;
  if (exercise !== null)
    return {
      kind: 'exercise',
      position,
      points,
      awarded,
      exerciseId: exercise.id,
      exercise: parsedExercise(exercise),
      rules: submissionRulesSchema.parse(item.submissions ?? {}),
      runs: item.runs,
    };
  if (question === null) throw new Error('An item asks nothing, although the database forbids that');
  return {
    kind: 'question',
    position,
    points,
    awarded,
    questionId: question.id,
    question: parsedQuestion(question),
    marking: parsedQuestion(item.marking ?? question),
    answer: item.answer,
    revision: item.revision,
    certainty: item.certainty,
    hints: item.hints,
    share: item.share,
  };
}

/** So many parsed versions are kept: a bank has some hundreds, and every read of an attempt needs a dozen. */
const keptVersions = 2000;

/** Parses each version once: published ones never change, and attempts have only those. */
function onceEach<T>(parse: (content: unknown) => T): (row: { id: string; content: unknown }) => T {
  const known = new Map<string, T>();
  return ({ id, content }) => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const parsed = parse(content);
    if (known.size >= keptVersions) known.clear();
    known.set(id, parsed);
    return parsed;
  };
}

export const parsedQuestion = onceEach((content) => questionSchema.parse(content));
export const parsedExercise = onceEach(parseExercise);

export const positionSchema = z.coerce.number().int().min(1).max(1000);
