import type { Locale } from '../../../lab/bilingual.js';
import type { Question } from '../../question.js';
import { carried, leftOut, reportsOf, type Room } from '../carry.js';
import { tagsOf } from '../facts.js';
import type { Written } from '../format.js';
import type { Plain, PlainChoice, PlainMistake } from '../plain.js';
import { withSources } from '../sources.js';
import { fitGift, giftWhys, whyNotInGift } from './fit-gift.js';

/**
 * GIFT, as Moodle and others read it (docs.moodle.org, “GIFT format”). Texts are Markdown and say so; what is GIFT’s
 * own is escaped, and a question stands without a blank line, since that would end it.
 */
export function writeGift(questions: readonly Question[], locale: Locale | null): Written {
  const language = locale ?? 'en';
  const room: Room = { fit: fitGift, whys: giftWhys };
  const all = questions.flatMap((question) => carried(question, language, room));
  const blocks = all.flatMap(({ plain }) => {
    const answers = answersOf(plain);
    return answers === null ? [] : [block(plain, answers, language)];
  });
  return {
    content: blocks.length === 0 ? '' : `${blocks.join('\n\n')}\n`,
    reports: reportsOf(
      all.map((each) => (answersOf(each.plain) === null ? leftOut(each, whyNotInGift) : each)),
    ),
  };
}

function block(plain: Plain, answers: readonly string[], locale: Locale): string {
  const tags = tagsOf(plain).map((tag) => `[tag:${tag}]`);
  // Of the types that GIFT has no word for, the nearest stands there, and the tag says which it was.
  if (plain.type === 'classification') tags.push('[tag:type:classification]');
  const explanation = withSources(plain.explanation, plain.sources, locale);
  return [
    `// [id:${plain.slug}] ${tags.join(' ')}`,
    `::${escaped(plain.title ?? '')}::[markdown]${escaped(plain.prompt ?? '')} {`,
    ...answers.map((answer) => `\t${answer}`),
    ...(explanation === '' ? [] : [`\t####${escaped(explanation)}`]),
    '}',
  ].join('\n');
}

/** Null: GIFT cannot ask this. */
function answersOf(plain: Plain): string[] | null {
  switch (plain.type) {
    case 'single-choice':
      return plain.options.map((option) => choice(option, option.correct ? '=' : '~'));
    case 'multiple-choice': {
      const share = percent(100 / plain.options.filter(({ correct }) => correct).length);
      return plain.options.map((option) => choice(option, `~%${option.correct ? '' : '-'}${share}%`));
    }
    case 'true-false':
      return [`${plain.correct ? 'TRUE' : 'FALSE'}${feedback(plain.feedback)}`];
    case 'numeric': {
      const [field, ...others] = plain.fields;
      if (!field || others.length > 0) return null;
      return [
        '#',
        `=${decimal(field.answer)}:${decimal(field.tolerance)}`,
        ...field.wrong.map((wrong) => `=%0%${decimal(wrong.answer)}:0${feedback(wrong.feedback)}`),
      ];
    }
    case 'short-text':
      return [
        ...plain.accept.map((text) => `=${answer(text)}`),
        ...plain.wrong.flatMap(({ accept, feedback: said }: PlainMistake) =>
          accept.map((text) => `=%0%${answer(text)}${feedback(said)}`),
        ),
      ];
    case 'matching':
      return [
        ...plain.left.map(({ text, match }) => `=${answer(text)} -> ${escaped(plain.right[match] ?? '')}`),
        ...plain.right
          .filter((_, index) => !plain.left.some(({ match }) => match === index))
          .map((text) => `= -> ${escaped(text)}`),
      ];
    case 'classification':
      return [
        ...plain.rows.map(
          ({ text, column }) => `=${answer(text)} -> ${escaped(plain.columns[column] ?? '')}`,
        ),
        ...plain.columns
          .filter((_, index) => !plain.rows.some(({ column }) => column === index))
          .map((text) => `= -> ${escaped(text)}`),
      ];
    case 'open':
      return [];
    case 'cloze':
    case 'ordering':
      return null;
  }
}

const choice = ({ text, feedback: said }: PlainChoice, mark: string) =>
  `${mark}${answer(text)}${feedback(said)}`;

const feedback = (text: string | undefined) => (text === undefined ? '' : `#${escaped(text)}`);

/** What begins like a weight or a format would be taken for one. */
const answer = (text: string) => (/^[%[]/.test(text) ? `[markdown]${escaped(text)}` : escaped(text));

export const escaped = (text: string): string =>
  text.replaceAll(/[\\~=#{}:]/g, '\\$&').replaceAll(/\r?\n/g, '\\n');

/** Moodle knows thirds, sixths, … by five decimals. */
export const percent = (share: number): string => String(Number(share.toFixed(5)));

/** GIFT has no powers of ten. */
export const decimal = (value: number): string =>
  value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 20 });
