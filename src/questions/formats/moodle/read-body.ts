import { matching, whyAnyOther } from '../gift/read-gift.js';
import { divider, regrouped } from '../fitting.js';
import type { PlainBody, PlainChoice, PlainField } from '../plain.js';
import { type Notes, RefusedError, whyPartial, whyRightFeedback } from '../reading.js';
import { childOf, childrenOf, textIn, type XmlElement } from '../xml.js';
import { readCloze } from './read-cloze.js';
import { dragIntoText } from './read-gaps.js';
import { plainText, rawText, richText } from './texts.js';

export interface ReadBody {
  readonly prompt: string;
  readonly body: PlainBody;
}

/** @throws RefusedError, EmbeddedError */
export function readBody(
  question: XmlElement,
  type: string,
  tags: readonly string[],
  notes: Notes,
): ReadBody {
  const prompt = () => richText(childOf(question, 'questiontext'), 'prompt', notes);
  const answers = childrenOf(question, 'answer').map((answer) => read(answer, notes));
  switch (type) {
    case 'multichoice':
    case 'multichoiceset':
      return { prompt: prompt(), body: choices(question, answers, notes) };
    case 'truefalse':
      return { prompt: prompt(), body: trueFalse(answers, notes) };
    case 'shortanswer':
      return { prompt: prompt(), body: shortAnswer(answers, notes) };
    case 'numerical':
      return { prompt: prompt(), body: { type: 'numeric', fields: [number(question, answers, notes)] } };
    case 'matching': {
      const pairs = childrenOf(question, 'subquestion').map((each) => ({
        left: richText(each, 'left[].text', notes),
        right: plainText(childOf(each, 'answer')),
      }));
      return { prompt: prompt(), body: matching(pairs, tags.includes('type:classification')) };
    }
    case 'ordering':
      return { prompt: prompt(), body: ordering(question, notes) };
    case 'essay':
      return { prompt: prompt(), body: essay(question, notes) };
    case 'cloze':
    case 'multianswer':
      return readCloze(
        rawText(childOf(question, 'questiontext')),
        childOf(question, 'questiontext')?.attributes['format'],
        notes,
      );
    case 'ddwtos':
    case 'gapselect':
      return dragIntoText(question, prompt(), notes);
    case 'description':
      throw new RefusedError({
        en: 'is a description, a text without a question; there are no such entries in Doorbell',
        'zh-CN': '是“描述”，只有文字没有题目；Doorbell 没有这种条目',
      });
    default:
      throw new RefusedError({
        en: `is of the type “${type}”, which Doorbell does not read`,
        'zh-CN': `题型为 “${type}”，Doorbell 不读取这种题型`,
      });
  }
}

interface Answer {
  readonly element: XmlElement;
  readonly fraction: number;
  readonly feedback: string | undefined;
}

function read(element: XmlElement, notes: Notes): Answer {
  const feedback = richText(childOf(element, 'feedback'), 'feedback', notes);
  return {
    element,
    fraction: Number(element.attributes['fraction'] ?? 0),
    feedback: feedback.trim() === '' ? undefined : feedback,
  };
}

function choices(question: XmlElement, answers: readonly Answer[], notes: Notes): PlainBody {
  const single = /^(true|1)$/.test(textIn(childOf(question, 'single')).trim() || 'true');
  const isRight = ({ fraction }: Answer) => (single ? fraction > 99.99 : fraction > 0);
  const options = answers.map((answer): PlainChoice => ({
    text: richText(answer.element, 'options[].text', notes),
    correct: isRight(answer),
    feedback: answer.feedback,
  }));
  const right = options.filter(({ correct }) => correct).length;
  const usual = (answer: Answer) =>
    Math.abs(answer.fraction - (isRight(answer) ? 100 / (single ? 1 : right) : single ? 0 : -100 / right)) <
    0.01;
  if (!answers.every(usual)) notes.lose('fraction', whyPartial);
  if (single && right > 1)
    notes.lose('single', {
      en: 'has several right options of which one is to be chosen; here one must be the only right one',
      'zh-CN': '单选题中有多个正确选项；在这里只能有一个',
    });
  return { type: single ? 'single-choice' : 'multiple-choice', options };
}

function trueFalse(answers: readonly Answer[], notes: Notes): PlainBody {
  const isTrue = ({ element }: Answer) => /^true$/i.test(plainText(element));
  const right = answers.find(({ fraction }) => fraction > 99.99);
  if (!right) throw new RefusedError({ en: 'has no right truth value', 'zh-CN': '没有标出正确的判断' });
  if (right.feedback !== undefined) notes.lose('feedback to a right answer', whyRightFeedback);
  return {
    type: 'true-false',
    correct: isTrue(right),
    feedback: answers.find((answer) => answer !== right)?.feedback,
  };
}

function shortAnswer(answers: readonly Answer[], notes: Notes): PlainBody {
  const right = answers.filter(({ fraction }) => fraction > 99.99);
  const others = answers.filter((answer) => !right.includes(answer));
  if (others.some(({ fraction }) => fraction !== 0)) notes.lose('fraction', whyPartial);
  if (right.some(({ feedback }) => feedback !== undefined))
    notes.lose('feedback to a right answer', whyRightFeedback);
  const wrong = others.map(({ element, feedback }) => ({ text: plainText(element), feedback }));
  if (wrong.some(({ text }) => text === '*')) notes.lose('feedback to any other answer', whyAnyOther);
  return {
    type: 'short-text',
    accept: right.map(({ element }) => plainText(element)),
    wrong: regrouped(wrong.filter(({ text }) => text !== '*')),
  };
}

function number(question: XmlElement, answers: readonly Answer[], notes: Notes): PlainField {
  const value = ({ element }: Answer) => Number(plainText(element).replace(',', '.') || 'NaN');
  const right = answers.filter(({ fraction }) => fraction > 99.99);
  const [first] = right;
  if (!first || Number.isNaN(value(first)))
    throw new RefusedError({ en: 'has no number that earns all marks', 'zh-CN': '没有能得满分的数值' });
  if (right.length > 1)
    notes.lose('answer', {
      en: 'has several right numbers; the first one is kept',
      'zh-CN': '有多个正确数值，只保留第一个',
    });
  if (right.some(({ feedback }) => feedback !== undefined))
    notes.lose('feedback to a right answer', whyRightFeedback);
  const others = answers.filter((answer) => !right.includes(answer));
  if (others.some(({ fraction }) => fraction !== 0)) notes.lose('fraction', whyPartial);
  if (others.some((answer) => Number.isNaN(value(answer))))
    notes.lose('feedback to any other answer', whyAnyOther);
  const units = childrenOf(childOf(question, 'units') ?? question, 'unit').map((unit) =>
    textIn(childOf(unit, 'unit_name')).trim(),
  );
  if (units.length > 1)
    notes.lose('units', {
      en: 'has several units; the first one is kept',
      'zh-CN': '有多个单位，只保留第一个',
    });
  return {
    unit: units[0],
    answer: value(first),
    tolerance: Number(textIn(childOf(first.element, 'tolerance')).trim() || 0),
    wrong: others
      .filter((answer) => !Number.isNaN(value(answer)))
      .map((answer) => ({ answer: value(answer), feedback: answer.feedback })),
  };
}

/** The steps stand in the right order; a plug-in of older Moodles numbered them in `fraction`. */
function ordering(question: XmlElement, notes: Notes): PlainBody {
  const steps = childrenOf(question, 'answer')
    .map((answer, index) => ({
      text: richText(answer, 'items[].text', notes),
      place: Number(answer.attributes['fraction'] ?? index),
    }))
    .sort((a, b) => a.place - b.place);
  return { type: 'ordering', items: steps.map(({ text }) => text), order: steps.map((_, index) => index) };
}

/** What graders read: criteria with points and an example where Doorbell wrote it, else one criterion. */
function essay(question: XmlElement, notes: Notes): PlainBody {
  const words = Number(textIn(childOf(question, 'maxwordlimit')).trim() || 0);
  const info = richText(childOf(question, 'graderinfo'), 'rubric', notes);
  const [list = '', ...rest] = info.split(divider);
  const criteria = list.split('\n').map((line) => /^- (\d{1,2}): (.+)$/.exec(line));
  const own = criteria.every((each) => each !== null);
  const points = Math.max(1, Math.round(Number(textIn(childOf(question, 'defaultgrade')).trim() || 1)));
  if (plainText(childOf(question, 'responsetemplate')) !== '')
    notes.lose('responsetemplate', {
      en: 'Doorbell gives no text to begin with',
      'zh-CN': 'Doorbell 不提供答题模板',
    });
  return {
    type: 'open',
    words: words > 0 ? words : undefined,
    rubric: own
      ? criteria.map(([, each, text = '']) => ({ points: Number(each), text }))
      : info.trim() === ''
        ? []
        : [{ points, text: info }],
    example: own && rest.length > 0 ? rest.join(divider) : undefined,
  };
}
