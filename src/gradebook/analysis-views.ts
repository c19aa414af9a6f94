import { z } from 'zod';
import type { AttemptRow } from '../assignments/attempt-row.js';
import type { Bilingual, Locale } from '../lab/bilingual.js';
import type { Dictionary } from '../questions/load-questions.js';
import type { Question } from '../questions/question.js';
import type { SimilarPair, SimilarSource } from './analysis-service.js';
import type { Gain } from './gain.js';
import { studentSchema } from './gradebook-views.js';
import type { ItemAnalysis } from './item-analysis.js';

/** What the API gives of item analysis, gain and likeness. */

const count = z.number().int();
const share = z.number().nullable();
const beliefSchema = z.strictObject({
  id: z.string(),
  title: z.string().nullable().meta({ description: 'What is believed' }),
  truth: z.string().nullable().meta({ description: 'What to say to that' }),
});

export const analysisSchema = z
  .strictObject({
    assignment: z.string(),
    attempts: count.meta({ description: 'Looked at' }),
    misconceptions: z.array(beliefSchema.extend({ attempts: count })).meta({
      description: 'What this class misunderstands: in how many attempts it was chosen, most first',
    }),
    items: z.array(
      z.strictObject({
        kind: z.enum(['question', 'exercise']),
        slug: z.string(),
        title: z.string(),
        attempts: count,
        empty: count.meta({ description: 'Left without an answer' }),
        difficulty: share.meta({ description: 'Mean share of the points: 1 is easy' }),
        discrimination: share.meta({
          description:
            'Correlation with the rest of the attempt: near 0 or below, look at the question. null: fewer than 5 attempts, or all alike',
        }),
        time: z
          .number()
          .nullable()
          .meta({ description: 'Seconds, median, from one answer sent to the next' }),
        parts: z.array(
          z.strictObject({
            part: z.string().meta({ description: 'Id in the question’s file' }),
            text: z.string().nullable(),
            correct: z.boolean(),
            misconception: z.string().nullable(),
            attempts: count,
          }),
        ),
        misconceptions: z.array(beliefSchema.extend({ attempts: count })),
        certainty: z.array(z.strictObject({ level: count, attempts: count, share })),
        failedChecks: z.array(z.strictObject({ id: z.string(), attempts: count })),
        mechanisms: z.array(z.strictObject({ id: z.string(), attempts: count })),
        submissions: share.meta({ description: 'Of an exercise: mean per attempt' }),
      }),
    ),
  })
  .meta({ id: 'ItemAnalysis' });

export const gainSchema = z
  .strictObject({
    before: z.strictObject({ assignment: z.string(), share }),
    after: z.strictObject({ assignment: z.string(), share }),
    students: count.meta({ description: 'Who submitted both' }),
    normalised: share.meta({ description: '(after − before) ⁄ (1 − before)' }),
    misconceptions: z.array(
      beliefSchema.extend({
        before: count.meta({ description: 'Students who chose what stands for it' }),
        after: count,
      }),
    ),
  })
  .meta({ id: 'Gain' });

const sourceSchema = z.strictObject({ student: studentSchema, submission: z.string() });

export const similarSchema = z
  .strictObject({
    exercise: z.string(),
    pairs: z
      .array(
        z.strictObject({
          one: sourceSchema,
          other: sourceSchema,
          share: z.number().meta({ description: 'Of the shorter one’s fingerprints, from 0 to 1' }),
          shared: count,
        }),
      )
      .meta({ description: 'Most alike first. A likeness is a reason to look, and proves nothing' }),
  })
  .meta({ id: 'Similar' });

export function analysisView(
  assignment: string,
  { attempts, items }: { attempts: readonly AttemptRow[]; items: readonly ItemAnalysis[] },
  dictionary: Dictionary,
  locale: Locale,
): z.infer<typeof analysisSchema> {
  const believed = Map.groupBy(
    items.flatMap(({ misconceptions }) => misconceptions),
    ({ id }) => id,
  );
  return {
    assignment,
    attempts: attempts.length,
    misconceptions: [...believed]
      .map(([id, all]) => ({
        ...belief(dictionary, id, locale),
        attempts: all.reduce((sum, each) => sum + each.attempts, 0),
      }))
      .sort((one, other) => other.attempts - one.attempts),
    items: items.map((item) => {
      const asked = questionOf(attempts, item);
      return {
        ...item,
        certainty: [...item.certainty],
        failedChecks: [...item.failedChecks],
        mechanisms: [...item.mechanisms],
        title: titleOf(attempts, item)?.[locale] ?? item.slug,
        parts: item.parts.map((part) => ({
          ...part,
          text: (asked && textOf(asked, part.part)?.[locale]) ?? null,
        })),
        misconceptions: item.misconceptions.map(({ id, attempts: chosen }) => ({
          ...belief(dictionary, id, locale),
          attempts: chosen,
        })),
      };
    }),
  };
}

export function gainView(
  { before, after }: { before: string; after: string },
  gain: Gain,
  dictionary: Dictionary,
  locale: Locale,
): z.infer<typeof gainSchema> {
  return {
    before: { assignment: before, share: gain.before },
    after: { assignment: after, share: gain.after },
    students: gain.students,
    normalised: gain.normalised,
    misconceptions: gain.misconceptions.map(({ id, ...counts }) => ({
      ...belief(dictionary, id, locale),
      ...counts,
    })),
  };
}

export function similarView(exercise: string, pairs: readonly SimilarPair[]): z.infer<typeof similarSchema> {
  const side = ({ student, submissionId }: SimilarSource) => ({
    student,
    submission: `/submissions/${submissionId}`,
  });
  return {
    exercise,
    pairs: pairs.map(({ one, other, share: alike, shared }) => ({
      one: side(one),
      other: side(other),
      share: Math.round(alike * 1000) / 1000,
      shared,
    })),
  };
}

function belief({ misconceptions }: Dictionary, id: string, locale: Locale): z.infer<typeof beliefSchema> {
  const found = misconceptions.find((each) => each.id === id);
  return { id, title: found?.title[locale] ?? null, truth: found?.truth[locale] ?? null };
}

function questionOf(attempts: readonly AttemptRow[], { kind, slug }: ItemAnalysis): Question | undefined {
  if (kind !== 'question') return undefined;
  for (const { items } of attempts)
    for (const item of items) if (item.kind === 'question' && item.marking.slug === slug) return item.marking;
  return undefined;
}

function titleOf(attempts: readonly AttemptRow[], item: ItemAnalysis): Bilingual | undefined {
  if (item.kind === 'question') return questionOf(attempts, item)?.title;
  for (const { items } of attempts)
    for (const each of items)
      if (each.kind === 'exercise' && each.exercise.slug === item.slug) return each.exercise.title;
  return undefined;
}

/** What an option, a reason or a row says; other parts have no text of their own. */
function textOf(question: Question, part: string): Bilingual | undefined {
  const texts =
    question.type === 'single-choice' || question.type === 'multiple-choice'
      ? question.options
      : question.type === 'true-false'
        ? question.reasons
        : question.type === 'classification'
          ? question.rows
          : [];
  return texts.find(({ id }) => id === part)?.text;
}
