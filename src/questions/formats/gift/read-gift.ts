import gift from 'gift-pegjs';
import type { GIFTQuestion, TextChoice, TextFormat, NumericalChoice, NumericalFormat } from 'gift-pegjs';
import type { Bilingual, Locale } from '../../../lab/bilingual.js';
import { errorText } from '../error-text.js';
import { factsOf } from '../facts.js';
import { regrouped } from '../fitting.js';
import { atLine, type Arrival, type Arrived, type Refusal } from '../format.js';
import { EmbeddedError } from '../html.js';
import { bare, type PlainBody, type PlainChoice, type PlainField } from '../plain.js';
import { Notes, RefusedError, whyPartial, whyRightFeedback } from '../reading.js';
import { Slugs } from '../slugs.js';
import { takeSources } from '../sources.js';
import { toDraft } from '../to-draft.js';

/**
 * GIFT. Questions are divided at blank lines first, as Moodle does, and read one by one, so that one that is broken
 * does not take the others with it.
 */
export function readGift(text: string, locale: Locale): Arrived {
  const slugs = new Slugs();
  const arrivals: Arrival[] = [];
  const refusals: Refusal[] = [];
  let category: string | null = null;
  for (const { line, text: block } of blocksOf(text)) {
    const place = atLine(line);
    try {
      for (const question of parsed(block, line)) {
        if (question.type === 'Category') category = question.title.trim();
        else arrivals.push({ place, ...read(question, block, slugs, locale, category) });
      }
    } catch (error) {
      if (!(error instanceof RefusedError || error instanceof EmbeddedError)) throw error;
      refusals.push({ place, why: error.why });
    }
  }
  return { arrivals, refusals };
}

/** Blocks between blank lines; one of comments only goes with what follows it. */
function blocksOf(text: string): { line: number; text: string }[] {
  const blocks: { line: number; lines: string[] }[] = [];
  let open = false;
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const last = blocks.at(-1);
    if (line.trim() === '') open = last !== undefined && last.lines.every((each) => /^\s*\/\//.test(each));
    else if (open && last) last.lines.push(line);
    else blocks.push({ line: index + 1, lines: [line] });
    if (line.trim() !== '') open = true;
  }
  return blocks
    .filter(({ lines }) => !lines.every((line) => /^\s*\/\//.test(line)))
    .map(({ line, lines }) => ({ line, text: lines.join('\n') }));
}

/** @throws RefusedError */
function parsed(block: string, line: number): GIFTQuestion[] {
  try {
    return gift.parse(`${block}\n`);
  } catch (error) {
    const at = syntaxLine(error);
    const reason = errorText(error);
    throw new RefusedError({
      en: `is no GIFT${at === null ? '' : `, from line ${line + at - 1} on`}: ${reason}`,
      'zh-CN': `不是合法的 GIFT${at === null ? '' : `（自第 ${line + at - 1} 行起）`}：${reason}`,
    });
  }
}

function syntaxLine(error: unknown): number | null {
  const location = error instanceof Error && 'location' in error ? error.location : null;
  const start =
    typeof location === 'object' && location !== null && 'start' in location ? location.start : null;
  return typeof start === 'object' && start !== null && 'line' in start && typeof start.line === 'number'
    ? start.line
    : null;
}

type Asked = Exclude<GIFTQuestion, { type: 'Category' }>;

function read(
  question: Asked,
  block: string,
  slugs: Slugs,
  locale: Locale,
  category: string | null,
): Pick<Arrival, 'draft' | 'losses'> {
  if (question.type === 'Description')
    throw new RefusedError({
      en: 'is a text without a question; there are no such entries in Doorbell',
      'zh-CN': '只是一段说明文字，不含题目；Doorbell 没有这种条目',
    });
  const notes = new Notes();
  const { facts, unknown } = factsOf((question.tags ?? []).filter((tag) => !tag.startsWith('type:')));
  for (const tag of unknown)
    notes.lose(`tag ${tag}`, {
      en: 'is no tag that Doorbell knows; choose topics instead',
      'zh-CN': 'Doorbell 不认识的标签；请改选主题',
    });
  if (category !== null)
    notes.lose(`category ${category}`, {
      en: 'Doorbell has no categories; choose a heading and topics',
      'zh-CN': 'Doorbell 没有题目分类；请选择章节与主题',
    });
  const { explanation, sources } = takeSources(textOf(question.globalFeedback, 'explanation', notes));
  const title = question.title?.trim() ?? '';
  const plain = {
    ...bare(slugs.next(question.id ?? (title === '' ? undefined : title), block)),
    ...facts,
    sources,
    title,
    prompt: textOf(question.stem, 'prompt', notes),
    explanation,
    ...bodyOf(question, notes),
  };
  return { draft: toDraft(plain, locale), losses: notes.losses() };
}

function bodyOf(question: Exclude<Asked, { type: 'Description' }>, notes: Notes): PlainBody {
  switch (question.type) {
    case 'MC':
      return choices(question.choices, notes);
    case 'Short':
      return short(question.choices, notes);
    case 'TF': {
      // The first feedback is for whoever is wrong, whatever the parser calls it.
      const { trueFeedback: wrong, falseFeedback: right } = question;
      if (right) notes.lose('feedback to a right answer', whyRightFeedback);
      return { type: 'true-false', correct: question.isTrue, feedback: optional(wrong, 'feedback', notes) };
    }
    case 'Numerical':
      return { type: 'numeric', fields: [number(question.choices, notes)] };
    case 'Matching':
      return matching(
        question.matchPairs.map(({ subquestion, subanswer }) => ({
          left: textOf(subquestion, 'left[].text', notes),
          right: decoded(subanswer),
        })),
        question.tags?.includes('type:classification') ?? false,
      );
    case 'Essay':
      return { type: 'open', rubric: [] };
  }
}

export function matching(
  pairs: readonly { readonly left: string; readonly right: string }[],
  asTable: boolean,
): PlainBody {
  const right = [...new Set(pairs.map((pair) => pair.right))];
  const left = pairs.filter((pair) => pair.left.trim() !== '');
  return asTable
    ? {
        type: 'classification',
        columns: right,
        rows: left.map((pair) => ({ text: pair.left, column: right.indexOf(pair.right) })),
      }
    : {
        type: 'matching',
        left: left.map((pair) => ({ text: pair.left, match: right.indexOf(pair.right) })),
        right,
      };
}

function choices(given: readonly TextChoice[], notes: Notes): PlainBody {
  const single = given.filter(({ isCorrect }) => isCorrect).length === 1;
  const isRight = ({ isCorrect, weight }: TextChoice) =>
    single ? isCorrect : isCorrect || (weight ?? 0) > 0;
  const options = given.map((choice): PlainChoice => ({
    text: textOf(choice.text, 'options[].text', notes),
    correct: isRight(choice),
    feedback: optional(choice.feedback, 'options[].feedback', notes),
  }));
  const right = options.filter(({ correct }) => correct).length;
  const usual = (choice: TextChoice) =>
    single
      ? choice.weight === null || choice.weight === (choice.isCorrect ? 100 : 0)
      : Math.abs((choice.weight ?? 0) - (isRight(choice) ? 100 : -100) / right) < 0.01;
  if (!given.every(usual)) notes.lose('weights', whyPartial);
  return { type: single ? 'single-choice' : 'multiple-choice', options };
}

function short(given: readonly TextChoice[], notes: Notes): PlainBody {
  const text = (choice: TextChoice) => textOf(choice.text, 'accept', notes);
  const full = given.filter(({ weight }) => weight === null || weight === 100);
  const others = given.filter((choice) => !full.includes(choice));
  if (others.some(({ weight }) => weight !== 0)) notes.lose('weights', whyPartial);
  if (full.some(({ feedback }) => feedback)) notes.lose('feedback to a right answer', whyRightFeedback);
  const wrong = others
    .map((choice) => ({ text: text(choice), feedback: optional(choice.feedback, 'wrong[].feedback', notes) }))
    .filter((each) => each.text !== '*' || loseRest(notes));
  return { type: 'short-text', accept: full.map(text), wrong: regrouped(wrong) };
}

/** `*` stands for whatever else is answered. */
function loseRest(notes: Notes): false {
  notes.lose('feedback to any other answer', whyAnyOther);
  return false;
}

export const whyAnyOther: Bilingual = {
  en: 'Doorbell answers to wrong answers that it knows',
  'zh-CN': 'Doorbell 只对已知的错误答案给出反馈',
};

function number(given: readonly NumericalChoice[] | NumericalFormat, notes: Notes): PlainField {
  const list: readonly NumericalChoice[] =
    'length' in given ? given : [{ isCorrect: true, weight: null, text: given, feedback: null }];
  const read = list.map((choice) => ({ ...range(choice.text), choice }));
  const right = read.filter(
    ({ choice, answer }) => answer !== null && choice.isCorrect && (choice.weight ?? 100) === 100,
  );
  const [first, ...more] = right;
  if (!first || first.answer === null)
    throw new RefusedError({ en: 'has no number that earns all marks', 'zh-CN': '没有能得满分的数值' });
  if (more.length > 0)
    notes.lose('answer', {
      en: 'has several right numbers; the first one is kept',
      'zh-CN': '有多个正确数值，只保留第一个',
    });
  if (right.some(({ choice }) => choice.feedback)) notes.lose('feedback to a right answer', whyRightFeedback);
  if (read.some(({ choice }) => ![null, 0, 100].includes(choice.weight))) notes.lose('weights', whyPartial);
  const wrong = read.flatMap((each) => {
    if (right.includes(each)) return [];
    if (each.answer === null) return loseRest(notes) ? [] : [];
    if (each.tolerance > 0)
      notes.lose('fields[].wrong[].tolerance', {
        en: 'a wrong number has no tolerance',
        'zh-CN': '错误数值不带容差',
      });
    return [
      { answer: each.answer, feedback: optional(each.choice.feedback, 'fields[].wrong[].feedback', notes) },
    ];
  });
  return { answer: first.answer, tolerance: first.tolerance, wrong };
}

function range({ type, number: value, range: around, numberHigh, numberLow }: NumericalFormat): {
  answer: number | null;
  tolerance: number;
} {
  if (type === 'high-low' && numberHigh !== undefined && numberLow !== undefined)
    return { answer: (numberHigh + numberLow) / 2, tolerance: Math.abs(numberHigh - numberLow) / 2 };
  return { answer: value ?? null, tolerance: around ?? 0 };
}

/** @throws EmbeddedError */
function textOf(text: TextFormat | null | undefined, field: string, notes: Notes): string {
  if (!text) return '';
  if (text.format === 'html') return notes.html(field, text.text);
  return text.format === 'moodle' ? notes.loose(field, text.text) : text.text;
}

const optional = (text: TextFormat | null | undefined, field: string, notes: Notes) =>
  text ? textOf(text, field, notes) : undefined;

/** The parser leaves the right side of a pair as it stands between its own marks. */
const decoded = (text: string): string =>
  text
    .replaceAll(/&&0?10;?/g, '\n')
    .replaceAll(/&&(\d{3});/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .trim();
