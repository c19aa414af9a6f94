import { ExpressionError } from './expression.js';
import type { Option } from './names.js';
import { allValues, filled, placeholdersOf } from './parameters.js';
import type { Question } from './question.js';
import { rightAnswer, scoreAnswer } from './score.js';
import { textsOf } from './texts.js';
import { fixedPairs, rightOrder } from './types/ordering.js';

export type Report = (path: readonly PropertyKey[], message: string) => void;

/** Ids that a question may name: those of misconceptions.yaml and topics.yaml. */
export interface Vocabulary {
  readonly misconceptions: ReadonlySet<string>;
  readonly topics: ReadonlySet<string>;
  readonly headings: ReadonlySet<string>;
}

/** What the schema cannot say: names across places, keys that can be earned, texts that belong together. */
export function checkQuestion(question: Question, vocabulary: Vocabulary, report: Report): void {
  checkNames(question, vocabulary, report);
  checkType(question, [], report);
  checkTexts(question, report);
  checkKey(question, report);
}

function checkNames(
  question: Question,
  { misconceptions, topics, headings }: Vocabulary,
  report: Report,
): void {
  if (!headings.has(question.lecture))
    report(['lecture'], unknown(question.lecture, 'heading', 'topics.yaml'));
  for (const [index, topic] of question.covers.entries())
    if (!topics.has(topic)) report(['covers', index], unknown(topic, 'topic', 'topics.yaml'));
  walk(question, [], (path, value) => {
    if (path.at(-1) !== 'misconception' || typeof value !== 'string') return;
    if (!misconceptions.has(value)) report(path, unknown(value, 'misconception', 'misconceptions.yaml'));
  });
}

const unknown = (id: string, what: string, file: string) =>
  `\`${id}\` is no ${what} of ${file}; check the spelling, or add it there`;

type Part = Question | Extract<Question, { type: 'trace-reading' }>['parts'][number];

function checkType(question: Part, path: readonly PropertyKey[], report: Report): void {
  const at = (...more: PropertyKey[]) => [...path, ...more];
  switch (question.type) {
    case 'single-choice':
    case 'multiple-choice':
      checkOptions(question.options, question.type === 'single-choice', at('options'), report);
      break;
    case 'true-false':
      checkOptions(question.reasons, true, at('reasons'), report);
      break;
    case 'numeric':
      unique(question.fields, at('fields'), report);
      if (question.fields.length > 1)
        for (const [index, field] of question.fields.entries())
          if (!field.label)
            report(at('fields', index), 'has no label; where there are several, each needs one');
      break;
    case 'cloze':
      unique(question.blanks, at('blanks'), report);
      for (const [index, blank] of question.blanks.entries()) {
        if ('options' in blank) checkOptions(blank.options, true, at('blanks', index, 'options'), report);
        for (const language of ['en', 'zh-CN'] as const) {
          const times = placeholdersOf(question.text[language]).filter((name) => name === blank.id).length;
          if (times !== 1)
            report(at('text', language), `has the blank {{${blank.id}}} ${times} times; once is right`);
        }
      }
      break;
    case 'ordering':
      checkOrdering(question, at, report);
      break;
    case 'matching':
      checkMatching(question, at, report);
      break;
    case 'classification':
      unique(question.columns, at('columns'), report);
      unique(question.rows, at('rows'), report);
      for (const [index, row] of question.rows.entries()) {
        const known = (id: string) => question.columns.some((column) => column.id === id);
        if (!known(row.column)) report(at('rows', index, 'column'), `there is no column \`${row.column}\``);
        for (const [which, wrong] of row.wrong.entries())
          if (!known(wrong.column) || wrong.column === row.column)
            report(at('rows', index, 'wrong', which, 'column'), 'is no wrong column of this table');
      }
      break;
    case 'trace-reading':
      unique(question.traces, at('traces'), report);
      unique(question.parts, at('parts'), report);
      for (const [index, part] of question.parts.entries()) checkType(part, at('parts', index), report);
      break;
    case 'open':
      unique(question.rubric, at('rubric'), report);
      break;
    case 'short-text':
      break;
  }
}

function checkOptions(
  options: readonly Option[],
  single: boolean,
  path: readonly PropertyKey[],
  report: Report,
): void {
  unique(options, path, report);
  const right = options.filter((option) => option.correct).length;
  if (single ? right !== 1 : right === 0)
    report(path, `${right} are marked \`correct: true\`; ${single ? 'exactly one' : 'at least one'} must be`);
  for (const [index, { correct, misconception }] of options.entries()) {
    if (!correct && misconception === undefined)
      report([...path, index], 'names no misconception; every wrong option tests one');
    if (correct && misconception !== undefined)
      report([...path, index, 'misconception'], 'a right option shows no misconception; remove it');
  }
}

function checkOrdering(
  question: Extract<Question, { type: 'ordering' }>,
  at: (...more: PropertyKey[]) => PropertyKey[],
  report: Report,
): void {
  unique(question.items, at('items'), report);
  const known = (id: string) => question.items.some((item) => item.id === id);
  for (const [index, chain] of question.order.entries())
    for (const [place, id] of chain.entries())
      if (!known(id)) report(at('order', index, place), `there is no item \`${id}\``);
  if (rightOrder(question).order.length < question.items.length)
    report(at('order'), 'goes round in a circle; no order can keep to all chains');
  const pairs = fixedPairs(question);
  for (const [index, { first, second }] of question.traps.entries())
    if (!pairs.some(([a, b]) => a === second && b === first))
      report(
        at('traps', index),
        `\`${first}\` before \`${second}\` is no wrong order here; the chains allow it`,
      );
}

function checkMatching(
  { left, right }: Extract<Question, { type: 'matching' }>,
  at: (...more: PropertyKey[]) => PropertyKey[],
  report: Report,
): void {
  unique(left, at('left'), report);
  unique(right, at('right'), report);
  const known = (id: string) => right.some((item) => item.id === id);
  for (const [index, item] of left.entries()) {
    if (!known(item.match)) report(at('left', index, 'match'), `there is no right item \`${item.match}\``);
    for (const [which, wrong] of item.wrong.entries())
      if (!known(wrong.match) || wrong.match === item.match)
        report(at('left', index, 'wrong', which, 'match'), 'is no wrong item of the right column');
  }
  for (const [index, item] of right.entries())
    if (!left.some((each) => each.match === item.id) && item.misconception === undefined)
      report(at('right', index), 'is left over and names no misconception; say what choosing it shows');
}

function unique(
  items: readonly { readonly id: string }[],
  path: readonly PropertyKey[],
  report: Report,
): void {
  for (const [index, { id }] of items.entries())
    if (items.findIndex((each) => each.id === id) < index)
      report([...path, index, 'id'], `there is already one called \`${id}\``);
}

/** Both languages ask for the same parameters and show the same blocks of code. */
function checkTexts(question: Question, report: Report): void {
  const values = allValues(question.parameters)[0] ?? {};
  for (const { path, text } of textsOf(question)) {
    for (const language of ['en', 'zh-CN'] as const) {
      if (path[0] === 'text') continue; // A cloze: its placeholders are blanks.
      try {
        filled(text[language], values);
      } catch (error) {
        if (!(error instanceof ExpressionError)) throw error;
        report([...path, language], error.message);
      }
    }
    const blocks = (each: string) => each.match(/^\s*```/gm)?.length ?? 0;
    if (blocks(text.en) !== blocks(text['zh-CN']) || blocks(text.en) % 2 === 1)
      report(path, 'the two languages do not have the same code blocks, or one is not closed');
    if (!/[\u4e00-\u9fff]/.test(text['zh-CN']) && /[a-z]{4,} [a-z]{3,} [a-z]{3,}/i.test(text['zh-CN']))
      report([...path, 'zh-CN'], 'has no Chinese in it; translate it');
    if (/[\u4e00-\u9fff]/.test(text.en) && !/`[^`]*[\u4e00-\u9fff][^`]*`/.test(text.en))
      report([...path, 'en'], 'has Chinese in it; translate it');
  }
}

/** The key earns full marks, whatever the parameters, and saying nothing earns none. */
function checkKey(question: Question, report: Report): void {
  if (question.type === 'open') return;
  for (const values of allValues(question.parameters)) {
    const shown = Object.keys(values).length === 0 ? '' : ` with ${JSON.stringify(values)}`;
    try {
      const outcome = scoreAnswer(question, values, rightAnswer(question, values));
      if (outcome === null || Math.abs(outcome.share - 1) < 1e-9) continue;
      report([], `its own key earns ${outcome.share} of the marks${shown}; it must earn all`);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      report([], `the key cannot be worked out${shown}: ${error.message}`);
    }
    return;
  }
}

function walk(
  value: unknown,
  path: readonly PropertyKey[],
  visit: (path: readonly PropertyKey[], value: unknown) => void,
): void {
  visit(path, value);
  if (Array.isArray(value)) for (const [index, each] of value.entries()) walk(each, [...path, index], visit);
  else if (typeof value === 'object' && value !== null)
    for (const [key, each] of Object.entries(value)) walk(each, [...path, key], visit);
}
