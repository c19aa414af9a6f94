import type { Locale } from '../../../lab/bilingual.js';
import type { Question } from '../../question.js';
import { type Carried, carried, reportsOf } from '../carry.js';
import { divider, withBlanks } from '../fitting.js';
import type { Written } from '../format.js';
import { decimal } from '../gift/write-gift.js';
import type { Plain, PlainField } from '../plain.js';
import { shuffled } from '../shuffle.js';
import { writeAnswers } from './answers.js';
import { fitText, textWhys } from './fit-text.js';
import { partLabel, typeLabel } from './labels.js';
import { escapedLines } from './split.js';

/** A document as teachers have it: numbered questions, options with letters, answer and explanation below. */
export function writeText(questions: readonly Question[], locale: Locale | null): Written {
  return document(questions, locale ?? 'en', true);
}

/** The same as a paper: no answers, no explanations, nothing that tells them. */
export function writePaper(questions: readonly Question[], locale: Locale | null): Written {
  return document(questions.map(shuffled), locale ?? 'en', false);
}

function document(questions: readonly Question[], locale: Locale, keys: boolean): Written {
  const all: Carried[] = questions.flatMap((question) =>
    carried(question, locale, { fit: fitText, whys: textWhys }),
  );
  return {
    content: all.map(({ plain }, index) => `${block(plain, index + 1, locale, keys)}\n`).join('\n'),
    reports: reportsOf(all),
  };
}

function block(plain: Plain, number: number, locale: Locale, keys: boolean): string {
  const label = typeLabel[plain.type][locale];
  const open = locale === 'en' ? `${number}. (${label}) ` : `${number}.（${label}）`;
  return [
    begun(open, stemOf(plain)),
    ...rowsOf(plain).map((text, index) => begun(`(${index + 1}) `, text)),
    ...optionsOf(plain).map((text, index) => begun(`${letter(index)}. `, text)),
    ...(keys ? keyLines(plain, locale) : []),
  ].join('\n');
}

function keyLines(plain: Plain, locale: Locale): string[] {
  const part = (name: keyof typeof partLabel, text: string | undefined) =>
    text === undefined || text === '' ? [] : [begun(partLabel[name][locale], text)];
  return [
    ...part('answer', answerOf(plain, locale)),
    ...(plain.type === 'open'
      ? part('rubric', plain.rubric.map(({ text, points }) => `- ${points}: ${text}`).join('\n'))
      : []),
    ...part('title', plain.title),
    ...plain.hints.flatMap(({ text }) => part('hint', text)),
    ...part(
      'sources',
      plain.sources.map(({ title, url }) => (url === undefined ? title : `${title} <${url}>`)).join('\n'),
    ),
    ...part('explanation', plain.explanation),
  ];
}

/** A block of code begins on a line of its own, or nobody sees that it is one. */
const begun = (label: string, text: string) =>
  text.startsWith('```') ? `${label.trimEnd()}\n${escapedLines(text)}` : `${label}${escapedLines(text)}`;

const letter = (place: number) => String.fromCodePoint(0x41 + place);

const blank = '____';

function stemOf(plain: Plain): string {
  const prompt = plain.prompt ?? '';
  if (plain.type === 'cloze') return `${prompt}${divider}${withBlanks(plain, () => blank)}`;
  if (plain.type === 'numeric' && plain.fields.some(({ label, unit }) => label ?? unit))
    return `${prompt}\n\n${plain.fields.map(line).join('\n')}`;
  return prompt;
}

const line = ({ label, unit }: PlainField) =>
  `${label === undefined ? '' : `${label}: `}${blank}${unit === undefined ? '' : ` ${unit}`}`;

function rowsOf(plain: Plain): readonly string[] {
  if (plain.type === 'matching') return plain.left.map(({ text }) => text);
  return plain.type === 'classification' ? plain.rows.map(({ text }) => text) : [];
}

function optionsOf(plain: Plain): readonly string[] {
  switch (plain.type) {
    case 'single-choice':
    case 'multiple-choice':
      return plain.options.map(({ text }) => text);
    case 'ordering':
      return plain.items;
    case 'matching':
      return plain.right;
    case 'classification':
      return plain.columns;
    case 'true-false':
    case 'numeric':
    case 'short-text':
    case 'cloze':
    case 'open':
      return [];
  }
}

function answerOf(plain: Plain, locale: Locale): string | undefined {
  const pairs = (places: readonly number[]) =>
    places.map((place, index) => `${index + 1}-${letter(place)}`).join(locale === 'en' ? ', ' : '，');
  switch (plain.type) {
    case 'single-choice':
    case 'multiple-choice':
      return plain.options.flatMap(({ correct }, index) => (correct ? [letter(index)] : [])).join('');
    case 'true-false':
      return locale === 'en' ? (plain.correct ? 'true' : 'false') : plain.correct ? '对' : '错';
    case 'numeric':
      return plain.fields
        .map(({ answer, tolerance }) =>
          tolerance === 0 ? decimal(answer) : `${decimal(answer)}±${decimal(tolerance)}`,
        )
        .join('；');
    case 'short-text':
      return writeAnswers([plain.accept]);
    case 'cloze':
      return writeAnswers(plain.blanks.map((each) => ('accept' in each ? each.accept : [])));
    case 'ordering':
      return plain.order.map(letter).join('-');
    case 'matching':
      return pairs(plain.left.map(({ match }) => match));
    case 'classification':
      return pairs(plain.rows.map(({ column }) => column));
    case 'open':
      return plain.example;
  }
}
