import { divider } from '../fitting.js';
import { nameAt, type PlainBlank, type PlainBody, type PlainField } from '../plain.js';
import { type Notes, RefusedError } from '../reading.js';
import { lettersOf, numberOf, readAnswers, spellings, truthOf } from './answers.js';
import type { TextType } from './labels.js';
import type { Block } from './split.js';

interface ReadBlock {
  readonly prompt: string;
  readonly body: PlainBody;
}

const blank = /[_＿]{3,}/g;
/** `（ C ）` at the end of the stem: the answer, as many papers have it. */
const inStem = /[(（]\s*([A-Ha-hＡ-Ｈ]{1,8}|√|×|✓|✔|✗|✘|对|错|T|F|正确|错误)\s*[)）](?=\s*[。.?？:：]?\s*$)/;

/** @throws RefusedError */
export function bodyOf(
  block: Block,
  given: string | undefined,
  rubric: string | undefined,
  notes: Notes,
): ReadBlock {
  const stem = block.stem.join('\n').trim();
  const written = given === undefined ? inStem.exec(stem) : null;
  const prompt = written
    ? `${stem.slice(0, written.index)}（ ）${stem.slice(written.index + written[0].length)}`
    : stem;
  const answer = (given ?? written?.[1] ?? '').trim();
  const type = typeOf(block, prompt, answer);
  const texts = block.options.map(({ lines }) => lines.join('\n').trim());
  if (answer === '' && type !== 'open')
    notes.lose('answer', { en: 'no answer is given; mark the right one', 'zh-CN': '没有给出答案；请补上' });
  switch (type) {
    case 'single-choice':
    case 'multiple-choice':
      return { prompt, body: choices(type, texts, answer) };
    case 'true-false':
      return { prompt, body: { type, correct: truth(texts, answer) } };
    case 'cloze':
      return cloze(prompt, answer);
    case 'short-text':
      return { prompt, body: { type, accept: spellings(answer), wrong: [] } };
    case 'numeric':
      return numbers(prompt, answer);
    case 'ordering':
      return { prompt, body: { type, items: texts, order: places(answer, texts.length) } };
    case 'matching':
    case 'classification':
      return { prompt, body: pairs(type, block, texts, answer) };
    case 'open':
      return { prompt, body: { type, rubric: rubricOf(rubric), example: answer } };
  }
}

/** What the label or the section says, else what the question looks like. */
function typeOf(block: Block, prompt: string, answer: string): TextType {
  const letters = lettersOf(answer);
  const trueOrFalse =
    block.options.length === 2 && block.options.every(({ lines }) => truthOf(lines.join(' ')) !== undefined);
  if (block.type === 'numeric' && answer !== '' && numberOf(answer.split(/[;；]/)[0] ?? '') === null)
    return 'open';
  if (block.type !== undefined && !(block.type === 'single-choice' && trueOrFalse)) return block.type;
  if (trueOrFalse) return 'true-false';
  if (block.options.length > 0)
    return letters !== null && letters.length > 1 ? 'multiple-choice' : 'single-choice';
  if (truthOf(answer) !== undefined) return 'true-false';
  return prompt.search(blank) >= 0 ? 'cloze' : 'open';
}

function choices(
  type: 'single-choice' | 'multiple-choice',
  texts: readonly string[],
  answer: string,
): PlainBody {
  if (texts.length < 2)
    throw new RefusedError({
      en: 'has fewer than two options; begin each with its letter, as in “A. …”',
      'zh-CN': '选项不足两个；请让每个选项以字母开头，如“A. …”',
    });
  const letters = answer === '' ? [] : lettersOf(answer);
  if (letters === null) throw noAnswer(answer);
  for (const letter of letters)
    if (placeOf(letter) >= texts.length)
      throw new RefusedError({
        en: `has the answer ${letter}, and no such option`,
        'zh-CN': `答案为 ${letter}，却没有这个选项`,
      });
  if (type === 'single-choice' && letters.length > 1)
    throw new RefusedError({
      en: `is called a single choice and has the answers ${letters.join(', ')}`,
      'zh-CN': `标为单选题，却有多个答案：${letters.join('、')}`,
    });
  return {
    type,
    options: texts.map((text, place) => ({
      text,
      correct: letters.some((letter) => placeOf(letter) === place),
    })),
  };
}

const placeOf = (letter: string) => (letter.codePointAt(0) ?? 0) - 0x41;

function truth(texts: readonly string[], answer: string): boolean {
  const letters = texts.length === 2 ? lettersOf(answer) : null;
  const value = truthOf(letters?.length === 1 ? (texts[placeOf(letters[0] ?? '')] ?? '') : answer);
  if (value === undefined) throw noAnswer(answer);
  return value;
}

function noAnswer(answer: string): RefusedError {
  const said = answer.length > 60 ? `${answer.slice(0, 60)}…` : answer;
  return new RefusedError({
    en: said === '' ? 'has no answer' : `has an answer that does not fit its type: “${said}”`,
    'zh-CN': said === '' ? '没有答案' : `答案与题型不符：“${said}”`,
  });
}

function cloze(stem: string, answer: string): ReadBlock {
  const [before = '', ...after] = stem.split(divider);
  const [prompt, text] = after.length === 0 ? ['', stem] : [before, after.join(divider)];
  const count = text.match(blank)?.length ?? 0;
  if (count === 0) {
    if (answer === '') throw noAnswer(answer);
    return { prompt: stem, body: { type: 'short-text', accept: spellings(answer), wrong: [] } };
  }
  const answers = answer === '' ? [] : readAnswers(answer, count);
  if (answers === null)
    throw new RefusedError({
      en: `has ${count} blanks, and its answer cannot be divided among them; separate the answers by “;”`,
      'zh-CN': `有 ${count} 个空，答案无法与之一一对应；请用“；”分隔各空的答案`,
    });
  let place = 0;
  const marked = text.replaceAll(blank, () => `{{${nameAt(place++)}}}`);
  const blanks = Array.from({ length: count }, (_, index): PlainBlank => ({
    accept: answers[index] ?? [],
    wrong: [],
  }));
  return { prompt, body: { type: 'cloze', text: marked, blanks } };
}

/** Lines with a blank at the end of the stem say what the numbers are, and their units. */
function numbers(stem: string, answer: string): ReadBlock {
  const lines = stem.split('\n');
  const named = lines.filter((line) => line.search(blank) >= 0);
  const values = answer === '' ? [] : answer.split(/[;；]/).map((each) => numberOf(each));
  if (values.some((value) => value === null) || values.length === 0) throw noAnswer(answer);
  if (named.length > 0 && named.length !== values.length)
    throw new RefusedError({
      en: `has ${named.length} blanks and ${values.length} numbers`,
      'zh-CN': `有 ${named.length} 个空，却有 ${values.length} 个数值`,
    });
  const fields = values.map((value, index): PlainField => {
    const [label = '', unit = ''] = (named[index] ?? '').split(/[_＿]{3,}/);
    return {
      label: some(label.trim().replace(/\s*[:：]$/, '')),
      unit: some(unit.trim()) ?? some(value?.unit ?? ''),
      answer: value?.answer ?? 0,
      tolerance: value?.tolerance ?? 0,
      wrong: [],
    };
  });
  const prompt = lines
    .filter((line) => !named.includes(line))
    .join('\n')
    .trim();
  return { prompt, body: { type: 'numeric', fields } };
}

const some = (text: string) => (text === '' ? undefined : text);

function places(answer: string, count: number): number[] {
  const order = (lettersOf(answer) ?? []).map(placeOf);
  if (order.length !== count || new Set(order).size !== count || order.some((place) => place >= count))
    throw noAnswer(answer);
  return order;
}

function pairs(
  type: 'matching' | 'classification',
  { rows }: Block,
  texts: readonly string[],
  answer: string,
): PlainBody {
  const found = new Map(
    [...answer.normalize('NFKC').matchAll(/(\d{1,2})\s*[)）]?\s*[-—–→:.、]*\s*([A-La-l])/g)].map(
      ([, number, letter = '']) => [Number(number), placeOf(letter.toUpperCase())],
    ),
  );
  const placed = rows.map(({ number, text }) => ({ text, place: found.get(number) ?? -1 }));
  if (rows.length === 0 || placed.some(({ place }) => place < 0 || place >= texts.length))
    throw noAnswer(answer);
  return type === 'matching'
    ? { type, left: placed.map(({ text, place }) => ({ text, match: place })), right: texts }
    : { type, columns: texts, rows: placed.map(({ text, place }) => ({ text, column: place })) };
}

/** `- 2: …` on each line, as Doorbell writes it; else one criterion. */
function rubricOf(text: string | undefined): { text: string; points: number }[] {
  if (text === undefined || text === '') return [];
  const lines = text.split('\n').map((each) => /^- (\d{1,2}): (.+)$/.exec(each));
  return lines.every((each) => each !== null)
    ? lines.map(([, points, criterion = '']) => ({ text: criterion, points: Number(points) }))
    : [{ text, points: 1 }];
}
