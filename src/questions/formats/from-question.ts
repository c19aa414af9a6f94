import type { Bilingual, Locale } from '../../lab/bilingual.js';
import { nameAt, type Plain, type PlainBody, type PlainChoice, type PlainMistake } from './plain.js';
import type { Whole } from './apart.js';
import { rightOrder } from '../types/ordering.js';
import type { Question } from '../question.js';

type Said = Readonly<Record<'text', Bilingual>>;

/** The question in one language, with everything that some other format has room for. Its parameters are settled. */
export function plainOf(question: Whole['question'], locale: Locale): Plain {
  return {
    slug: question.slug,
    title: question.title[locale],
    prompt: question.prompt[locale],
    explanation: question.explanation[locale],
    hints: question.hints.map(({ text, price }) => ({ text: text[locale], price })),
    sources: question.sources,
    level: question.level,
    minutes: question.minutes,
    lecture: question.lecture,
    covers: question.covers,
    conceptTest: question.conceptTest,
    ...bodyOf(question, locale),
  };
}

function bodyOf(question: Whole['question'], locale: Locale): PlainBody {
  const place = (items: readonly { readonly id: string }[], id: string) =>
    items.findIndex((each) => each.id === id);
  const texts = (items: readonly Said[]) => items.map(({ text }) => text[locale]);
  switch (question.type) {
    case 'single-choice':
    case 'multiple-choice':
      return { type: question.type, options: choices(question.options, locale) };
    case 'true-false':
      return { type: question.type, correct: question.correct, feedback: question.feedback[locale] };
    case 'numeric':
      return {
        type: question.type,
        fields: question.fields.map(({ label, unit, answer, tolerance, wrong }) => ({
          label: label?.[locale],
          unit: unit?.[locale],
          // Arithmetic stands only where there are parameters, and these are settled.
          answer: Number(answer),
          tolerance: Number(tolerance),
          wrong: wrong.map((each) => ({ answer: Number(each.answer), feedback: each.feedback[locale] })),
        })),
      };
    case 'short-text':
      return { type: question.type, accept: question.accept, wrong: mistakes(question.wrong, locale) };
    case 'cloze':
      return {
        type: question.type,
        text: question.text[locale].replaceAll(/\{\{([^{}]*)\}\}/g, (whole, id: string) => {
          const at = place(question.blanks, id.trim());
          return at < 0 ? whole : `{{${nameAt(at)}}}`;
        }),
        blanks: question.blanks.map((blank) =>
          'options' in blank
            ? { options: choices(blank.options, locale) }
            : { accept: blank.accept, wrong: mistakes(blank.wrong, locale) },
        ),
      };
    case 'ordering':
      return {
        type: question.type,
        items: texts(question.items),
        order: rightOrder(question).order.map((id) => place(question.items, id)),
      };
    case 'matching':
      return {
        type: question.type,
        left: question.left.map(({ text, match }) => ({
          text: text[locale],
          match: place(question.right, match),
        })),
        right: texts(question.right),
      };
    case 'classification':
      return {
        type: question.type,
        columns: texts(question.columns),
        rows: question.rows.map(({ text, column }) => ({
          text: text[locale],
          column: place(question.columns, column),
        })),
      };
    case 'open':
      return {
        type: question.type,
        ...question.limit,
        rubric: question.rubric.map(({ text, points }) => ({ text: text[locale], points })),
        example: question.example[locale],
      };
  }
}

type Options = Extract<Question, { type: 'single-choice' }>['options'];
const choices = (options: Options, locale: Locale): PlainChoice[] =>
  options.map(({ text, correct, feedback }) => ({
    text: text[locale],
    correct,
    feedback: feedback[locale],
  }));

type Mistakes = Extract<Question, { type: 'short-text' }>['wrong'];
const mistakes = (wrong: Mistakes, locale: Locale): PlainMistake[] =>
  wrong.map(({ accept, feedback }) => ({ accept, feedback: feedback[locale] }));
