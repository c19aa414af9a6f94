import type { Misfit } from '../lab/authored/schema-problems.js';
import { answerForm } from './answer-form.js';
import type { Layout } from './layout.js';
import type { Question } from './question.js';
import { AnswerError, toIds } from './translate.js';

export type ReadAnswer =
  | { readonly ok: true; readonly answer: unknown }
  | { readonly ok: false; readonly problems: readonly Misfit[] };

/** What a student sent, checked against the question and in the ids of its file; null takes the answer back. */
export function readAnswer(question: Question, layout: Layout, sent: unknown): ReadAnswer {
  if (sent === null) return { ok: true, answer: null };
  const form = answerForm(question).safeParse(sent);
  if (!form.success)
    return { ok: false, problems: form.error.issues.map(({ path, message }) => ({ path, message })) };
  try {
    return { ok: true, answer: toIds(question, layout, form.data) };
  } catch (error) {
    if (!(error instanceof AnswerError)) throw error;
    return {
      ok: false,
      problems: [{ path: error.path.split(/[.[\]]+/).filter(Boolean), message: error.message }],
    };
  }
}
