import type { Locale } from '../../lab/bilingual.js';
import type { Draft } from './format.js';
import { nameAt, type Plain, type PlainBlank, type PlainChoice, type PlainMistake } from './plain.js';

/** The content of a draft: texts in their one language, parts named a, b, c; what is not known is left out. */
export function toDraft(plain: Plain, locale: Locale): Draft {
  const say = (text: string | undefined) =>
    text === undefined || text.trim() === '' ? undefined : { [locale]: text };
  const content = {
    slug: plain.slug,
    version: 1,
    type: plain.type,
    title: say(plain.title),
    level: plain.level,
    minutes: plain.minutes,
    lecture: plain.lecture,
    covers: plain.covers.length === 0 ? undefined : plain.covers,
    sources: plain.sources.length === 0 ? undefined : plain.sources,
    conceptTest: plain.conceptTest ? true : undefined,
    prompt: say(plain.prompt),
    ...bodyOf(plain, say),
    explanation: say(plain.explanation),
    hints:
      plain.hints.length === 0
        ? undefined
        : plain.hints.map(({ text, price }) => ({ text: say(text), price })),
  };
  return withoutGaps(content) as Draft;
}

type Say = (text: string | undefined) => object | undefined;

function bodyOf(plain: Plain, say: Say): object {
  switch (plain.type) {
    case 'single-choice':
    case 'multiple-choice':
      return { options: options(plain.options, say) };
    case 'true-false':
      return { correct: plain.correct, feedback: say(plain.feedback) };
    case 'numeric':
      return {
        fields: plain.fields.map((field, index) => ({
          id: nameAt(index),
          label: say(field.label),
          unit: say(field.unit),
          answer: field.answer,
          tolerance: field.tolerance,
          wrong: some(field.wrong.map(({ answer, feedback }) => ({ answer, feedback: say(feedback) }))),
        })),
      };
    case 'short-text':
      return { accept: plain.accept, wrong: mistakes(plain.wrong, say) };
    case 'cloze':
      return {
        text: say(plain.text),
        blanks: plain.blanks.map((blank, index) => ({ id: nameAt(index), ...blankOf(blank, say) })),
      };
    case 'ordering':
      return {
        items: plain.items.map((text, index) => ({ id: nameAt(index), text: say(text) })),
        order: [plain.order.map(nameAt)],
      };
    case 'matching':
      return {
        left: plain.left.map(({ text, match }, index) => ({
          id: nameAt(index),
          text: say(text),
          match: nameAt(match),
        })),
        right: plain.right.map((text, index) => ({ id: nameAt(index), text: say(text) })),
      };
    case 'classification':
      return {
        columns: plain.columns.map((text, index) => ({ id: nameAt(index), text: say(text) })),
        rows: plain.rows.map(({ text, column }, index) => ({
          id: nameAt(index),
          text: say(text),
          column: nameAt(column),
        })),
      };
    case 'open': {
      const { words, characters } = plain;
      return {
        limit: words === undefined && characters === undefined ? undefined : { words, characters },
        rubric: some(
          plain.rubric.map(({ text, points }, index) => ({ id: nameAt(index), text: say(text), points })),
        ),
        example: say(plain.example),
      };
    }
  }
}

const some = <T>(items: readonly T[]) => (items.length === 0 ? undefined : items);

const options = (choices: readonly PlainChoice[], say: Say) =>
  choices.map(({ text, correct, feedback }, index) => ({
    id: nameAt(index),
    text: say(text),
    correct,
    feedback: say(feedback),
  }));

const mistakes = (wrong: readonly PlainMistake[], say: Say) =>
  some(wrong.map(({ accept, feedback }) => ({ accept, feedback: say(feedback) })));

const blankOf = (blank: PlainBlank, say: Say) =>
  'options' in blank
    ? { options: options(blank.options, say) }
    : { accept: blank.accept, wrong: mistakes(blank.wrong, say) };

/** Through JSON: what is undefined is not there. */
const withoutGaps = (content: object): unknown => JSON.parse(JSON.stringify(content));
