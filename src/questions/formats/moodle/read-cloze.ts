import { divider, regrouped } from '../fitting.js';
import { decodeEntities } from '../html.js';
import { nameAt, type PlainBlank, type PlainBody, type PlainField } from '../plain.js';
import { type Notes, RefusedError, whyPartial, whyRightFeedback } from '../reading.js';
import { whyAnyOther } from '../gift/read-gift.js';
import { embeddedIn, type Embedded } from './cloze-text.js';

const numericKinds = new Set(['NUMERICAL', 'NM']);
const multiple = /^(MULTIRESPONSE|MR)/;
const chosen = /^(MULTICHOICE|MC)/;

/**
 * A text with embedded answers: a cloze, or numbers where all that is asked for is numbers.
 *
 * @throws RefusedError
 */
export function readCloze(
  raw: string,
  format: string | undefined,
  notes: Notes,
): { prompt: string; body: PlainBody } {
  const pieces =
    format === 'markdown' || format === 'plain_text' ? embeddedIn(raw) : reduced(embeddedIn(raw), notes);
  const blanks = pieces.filter((piece) => typeof piece !== 'string');
  if (blanks.length === 0)
    throw new RefusedError({ en: 'has no embedded answer in it', 'zh-CN': '其中没有可填的空' });
  if (blanks.every(({ kind }) => numericKinds.has(kind))) return numbers(pieces, notes);
  const whole = pieces
    .map((piece) => (typeof piece === 'string' ? piece : `{{${nameAt(blanks.indexOf(piece))}}}`))
    .join('');
  const [prompt = '', ...rest] = whole.split(divider);
  return {
    prompt: rest.length === 0 ? '' : prompt,
    body: {
      type: 'cloze',
      text: rest.length === 0 ? whole : rest.join(divider),
      blanks: blanks.map((blank) => blankOf(blank, notes)),
    },
  };
}

/**
 * The text around the answers as Markdown, and what is in them: reduced apart, since what the answers escape, Markdown
 * would escape again.
 */
function reduced(pieces: readonly (string | Embedded)[], notes: Notes): (string | Embedded)[] {
  const marked = pieces
    .map((piece, index) => (typeof piece === 'string' ? piece : `\u{f0000}${index}\u{f0001}`))
    .join('');
  return notes
    .loose('text', marked)
    .split(/\u{f0000}(\d+)\u{f0001}/u)
    .map((piece, index) => {
      const embedded = index % 2 === 0 ? undefined : pieces[Number(piece)];
      if (embedded === undefined || typeof embedded === 'string') return piece;
      const answers = embedded.answers.map(({ text, weight, feedback }) => ({
        text: chosen.test(embedded.kind)
          ? notes.loose('blanks[].options[].text', text)
          : decodeEntities(text),
        weight,
        feedback: feedback === undefined ? undefined : notes.loose('blanks[].feedback', feedback),
      }));
      return { ...embedded, answers };
    });
}

function blankOf({ kind, answers }: Embedded, notes: Notes): PlainBlank {
  if (multiple.test(kind))
    throw new RefusedError({
      en: `has a blank of the kind ${kind}, where several answers are chosen; make it a question of its own`,
      'zh-CN': `含有可多选的空（${kind}）；请将它单独成题`,
    });
  const right = answers.filter(({ weight }) => weight === 100);
  if (answers.some(({ weight }) => weight !== 0 && weight !== 100)) notes.lose('weights', whyPartial);
  if (chosen.test(kind))
    return {
      options: answers.map(({ text, weight, feedback }) => ({ text, correct: weight === 100, feedback })),
    };
  if (numericKinds.has(kind))
    notes.lose('blanks[].tolerance', {
      en: 'a number among other blanks is compared as text',
      'zh-CN': '与其他空混排的数值按文本比较',
    });
  if (right.some(({ feedback }) => feedback !== undefined))
    notes.lose('feedback to a right answer', whyRightFeedback);
  const wrong = answers.filter(({ weight }) => weight !== 100);
  if (wrong.some(({ text }) => text === '*')) notes.lose('feedback to any other answer', whyAnyOther);
  return {
    accept: right.map(({ text }) => text),
    wrong: regrouped(wrong.filter(({ text }) => text !== '*')),
  };
}

/** Each number on a line of its own, with what it is before it and the unit after it. */
function numbers(pieces: readonly (string | Embedded)[], notes: Notes): { prompt: string; body: PlainBody } {
  let prompt = '';
  const fields: PlainField[] = [];
  for (const [index, piece] of pieces.entries()) {
    if (typeof piece === 'string') continue;
    const before = (pieces[index - 1] ?? '') as string;
    const after = (pieces[index + 1] ?? '') as string;
    const cut = before.lastIndexOf('\n');
    if (fields.length === 0) prompt = before.slice(0, cut + 1);
    const label = before
      .slice(cut + 1)
      .trim()
      .replace(/[:：]$/, '')
      .trim();
    const unit = (after.split('\n')[0] ?? '').trim().replace(/\\$/, '').trim();
    fields.push({
      label: label === '' ? undefined : label,
      unit: unit === '' ? undefined : unit,
      ...numberOf(piece, notes),
    });
  }
  return { prompt: prompt.trimEnd(), body: { type: 'numeric', fields } };
}

function numberOf({ answers }: Embedded, notes: Notes): Pick<PlainField, 'answer' | 'tolerance' | 'wrong'> {
  const read = answers.map((each) => {
    const [value = '', tolerance = '0'] = each.text.split(':');
    return { ...each, answer: Number(value.trim() || 'NaN'), tolerance: Number(tolerance) || 0 };
  });
  const right = read.find(({ weight, answer }) => weight === 100 && !Number.isNaN(answer));
  if (!right)
    throw new RefusedError({ en: 'has a blank without a right number', 'zh-CN': '有一个空没有正确数值' });
  if (right.feedback !== undefined) notes.lose('feedback to a right answer', whyRightFeedback);
  if (read.some(({ weight }) => weight !== 0 && weight !== 100)) notes.lose('weights', whyPartial);
  return {
    answer: right.answer,
    tolerance: right.tolerance,
    wrong: read
      .filter(({ answer, weight }) => weight !== 100 && !Number.isNaN(answer))
      .map(({ answer, feedback }) => ({ answer, feedback })),
  };
}
