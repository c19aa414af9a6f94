import type { Locale } from '../../../lab/bilingual.js';
import type { Question } from '../../question.js';
import { carried, reportsOf } from '../carry.js';
import { tagsOf } from '../facts.js';
import type { Written } from '../format.js';
import { decimal, percent } from '../gift/write-gift.js';
import { type Plain, type PlainMistake, type PlainOf } from '../plain.js';
import { withSources } from '../sources.js';
import { divider, withBlanks } from '../fitting.js';
import { element, writeXml, type XmlElement } from '../xml.js';
import { blankText, fieldText } from './cloze-text.js';
import { fitMoodle, isEmbedded, moodleWhys } from './fit-moodle.js';

/** Moodle XML (docs.moodle.org, “Moodle XML format”): texts in Markdown, the slug as ID number, facts as tags. */
export function writeMoodle(questions: readonly Question[], locale: Locale | null): Written {
  const language = locale ?? 'en';
  const room = { fit: fitMoodle(language), whys: moodleWhys };
  const all = questions.flatMap((question) => carried(question, language, room));
  return {
    content: writeXml(element('quiz', {}, ...all.map(({ plain }) => questionElement(plain, language)))),
    reports: reportsOf(all),
  };
}

const leaf = (name: string, value: string | number) => element(name, {}, String(value));
const text = (value: string) => leaf('text', value);
const markdown = (name: string, value: string, ...more: XmlElement[]) =>
  element(name, { format: 'markdown' }, text(value), ...more);

function questionElement(plain: Plain, locale: Locale): XmlElement {
  const { type, stem, parts } = bodyOf(plain);
  const tags = tagsOf(plain);
  // Of the types that Moodle has no word for, the nearest stands there, and the tag says which it was.
  if (plain.type === 'classification') tags.push('type:classification');
  return element(
    'question',
    { type },
    element('name', {}, text(plain.title ?? plain.slug)),
    markdown('questiontext', stem),
    markdown('generalfeedback', withSources(plain.explanation, plain.sources, locale)),
    ...(type === 'cloze' ? [] : [leaf('defaultgrade', gradeOf(plain))]),
    leaf('penalty', plain.hints[0]?.price ?? 0),
    leaf('hidden', 0),
    leaf('idnumber', plain.slug),
    ...parts,
    ...plain.hints.map((hint) => markdown('hint', hint.text)),
    element('tags', {}, ...tags.map((tag) => element('tag', {}, text(tag)))),
  );
}

const gradeOf = (plain: Plain): number =>
  plain.type === 'open' ? plain.rubric.reduce((sum, { points }) => sum + points, 0) : 1;

function bodyOf(plain: Plain): { type: string; stem: string; parts: XmlElement[] } {
  const stem = plain.prompt ?? '';
  switch (plain.type) {
    case 'single-choice':
    case 'multiple-choice':
      return { type: 'multichoice', stem, parts: choices(plain) };
    case 'true-false':
      return {
        type: 'truefalse',
        stem,
        parts: [true, false].map((value) =>
          answer(
            'moodle_auto_format',
            value ? 'true' : 'false',
            value === plain.correct ? 100 : 0,
            value === plain.correct ? undefined : plain.feedback,
          ),
        ),
      };
    case 'numeric':
      return isEmbedded(plain)
        ? { type: 'cloze', stem: `${stem.trimEnd()}\n\n${plain.fields.map(line).join('\\\n')}`, parts: [] }
        : { type: 'numerical', stem, parts: numbers(plain) };
    case 'short-text':
      return { type: 'shortanswer', stem, parts: [leaf('usecase', 0), ...typed(plain.accept, plain.wrong)] };
    case 'cloze':
      return {
        type: 'cloze',
        stem: `${stem}${divider}${withBlanks(plain, blankText)}`,
        parts: [],
      };
    case 'ordering':
      return {
        type: 'ordering',
        stem,
        parts: [
          leaf('layouttype', 'VERTICAL'),
          leaf('selecttype', 'ALL'),
          leaf('selectcount', 0),
          leaf('gradingtype', 'RELATIVE_ALL_PREVIOUS_AND_NEXT'),
          leaf('showgrading', 'SHOW'),
          leaf('numberingstyle', 'none'),
          ...plain.items.map((item, index) => answer('markdown', item, index + 1)),
        ],
      };
    case 'matching':
      return pairs(
        stem,
        plain.left.map(({ text: left, match }) => [left, plain.right[match] ?? '']),
        plain.right,
      );
    case 'classification':
      return pairs(
        stem,
        plain.rows.map(({ text: left, column }) => [left, plain.columns[column] ?? '']),
        plain.columns,
      );
    case 'open':
      return { type: 'essay', stem, parts: essay(plain) };
  }
}

/** `label: {…} unit`. */
const line = (field: PlainOf<'numeric'>['fields'][number]) =>
  [
    ...(field.label === undefined ? [] : [`${field.label}:`]),
    fieldText(field),
    ...((field.unit ?? '') === '' ? [] : [field.unit]),
  ].join(' ');

function answer(
  format: string,
  value: string,
  fraction: number,
  feedback?: string,
  ...more: XmlElement[]
): XmlElement {
  return element(
    'answer',
    { fraction: percent(fraction), format },
    text(value),
    ...(feedback === undefined ? [] : [markdown('feedback', feedback)]),
    ...more,
  );
}

function choices({ type, options }: PlainOf<'single-choice' | 'multiple-choice'>): XmlElement[] {
  const single = type === 'single-choice';
  const share = 100 / options.filter(({ correct }) => correct).length;
  return [
    leaf('single', String(single)),
    leaf('shuffleanswers', 'true'),
    leaf('answernumbering', 'ABCD'),
    ...options.map((option) =>
      answer('markdown', option.text, option.correct ? share : single ? 0 : -share, option.feedback),
    ),
  ];
}

function numbers({ fields }: PlainOf<'numeric'>): XmlElement[] {
  return fields.flatMap(({ answer: right, tolerance, unit, wrong }) => [
    answer('moodle_auto_format', decimal(right), 100, undefined, leaf('tolerance', decimal(tolerance))),
    ...wrong.map((each) =>
      answer('moodle_auto_format', decimal(each.answer), 0, each.feedback, leaf('tolerance', 0)),
    ),
    leaf('unitgradingtype', 0),
    leaf('unitpenalty', 0.1),
    // Shown beside the answer, not asked for.
    leaf('showunits', unit === undefined ? 3 : 0),
    leaf('unitsleft', 0),
    ...(unit === undefined
      ? []
      : [element('units', {}, element('unit', {}, leaf('multiplier', 1), leaf('unit_name', unit)))]),
  ]);
}

const typed = (accept: readonly string[], wrong: readonly PlainMistake[]) => [
  ...accept.map((value) => answer('moodle_auto_format', value, 100)),
  ...wrong.flatMap((mistake) =>
    mistake.accept.map((value) => answer('moodle_auto_format', value, 0, mistake.feedback)),
  ),
];

/** A right item that nothing belongs to stands beside an empty left one. */
function pairs(stem: string, left: readonly (readonly [string, string])[], right: readonly string[]) {
  const used = new Set(left.map(([, match]) => match));
  const all = [
    ...left,
    ...right.filter((each) => !used.has(each)).map((each): [string, string] => ['', each]),
  ];
  return {
    type: 'matching',
    stem,
    parts: [
      leaf('shuffleanswers', 'true'),
      ...all.map(([one, other]) => markdown('subquestion', one, element('answer', {}, text(other)))),
    ],
  };
}

function essay({ rubric, example, words }: PlainOf<'open'>): XmlElement[] {
  const criteria = rubric.map(({ text: value, points }) => `- ${points}: ${value}`);
  return [
    leaf('responseformat', 'editor'),
    leaf('responserequired', 1),
    leaf('responsefieldlines', 15),
    leaf('attachments', 0),
    ...(words === undefined ? [] : [leaf('maxwordlimit', words)]),
    markdown('graderinfo', [criteria.join('\n'), ...(example === undefined ? [] : [example])].join(divider)),
  ];
}
