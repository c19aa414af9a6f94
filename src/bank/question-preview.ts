import { z } from 'zod';
import type { Misfit } from '../lab/authored/schema-problems.js';
import type { Locale } from '../lab/bilingual.js';
import { HttpProblem } from '../platform/http/problem.js';
import { fieldProblems } from '../platform/http/schema-pipe.js';
import { layoutOf } from '../questions/layout.js';
import { drawnValues, filled } from '../questions/parameters.js';
import { present, type StudentQuestion } from '../questions/present.js';
import type { Question } from '../questions/question.js';
import { readAnswer } from '../questions/read-answer.js';
import { reviewed, reviewSchema } from '../questions/reviewed.js';
import { rightAnswer, scoreAnswer } from '../questions/score.js';
import { toLabels } from '../questions/translate.js';

/** A question as a student would meet it, for its author: the look, and what an answer earns. */

export const triedSchema = z
  .strictObject({
    share: z.number().nullable().meta({ description: 'Of full marks; null where a person marks' }),
    parts: z.array(reviewSchema),
    misconceptions: z.array(z.string()),
    key: z.unknown().meta({ description: 'An answer that earns full marks, in the same names' }),
    explanation: z.string(),
  })
  .meta({ id: 'Tried' });
export type Tried = z.infer<typeof triedSchema>;

export function previewOf(question: Question, seed: number, locale: Locale): StudentQuestion {
  return present(question, presentation(question, seed, locale));
}

/** @throws HttpProblem validation, when it is no answer to this question */
export function previewAnswer(question: Question, seed: number, locale: Locale, sent: unknown): Tried {
  const shown = presentation(question, seed, locale);
  const read = readAnswer(question, shown.layout, sent ?? null);
  if (!read.ok) throw noAnswer(read.problems, '/answer');
  const outcome = scoreAnswer(question, shown.values, read.answer);
  return {
    share: outcome?.share ?? null,
    parts: outcome ? reviewed(question, outcome, shown) : [],
    misconceptions: [...new Set(outcome?.parts.flatMap(({ misconception }) => misconception ?? []))],
    key: toLabels(question, shown.layout, rightAnswer(question, shown.values)),
    explanation: filled(question.explanation[locale], shown.values),
  };
}

function presentation(question: Question, seed: number, locale: Locale) {
  return { layout: layoutOf(question, seed), values: drawnValues(question, seed), locale };
}

/** An answer that does not fit its question, place by place. */
export function noAnswer(problems: readonly Misfit[], prefix: string): HttpProblem {
  return new HttpProblem(
    'validation',
    {
      en: 'This is no answer to this question; “errors” says where and why.',
      'zh-CN': '这不是本题可以接受的作答；“errors” 指出了位置和原因。',
    },
    { errors: fieldProblems(problems, prefix) },
  );
}
