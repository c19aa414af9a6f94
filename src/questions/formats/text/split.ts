import { typeNamed, partBegun, type Part, type TextType } from './labels.js';

/**
 * A document with questions, divided: at numbers (`1.`, `2、`, `第3题`), at headings of sections (`一、单项选择题`) and,
 * inside a question, at options, answer and explanation. Code between ``` is nobody's structure, and a backslash
 * before a number or a letter keeps it text.
 */

export interface Block {
  readonly line: number;
  readonly type: TextType | undefined;
  readonly stem: readonly string[];
  readonly options: readonly { readonly letter: string; readonly lines: readonly string[] }[];
  readonly rows: readonly { readonly number: number; readonly text: string }[];
  readonly parts: readonly {
    readonly part: Part;
    readonly name: string;
    readonly lines: readonly string[];
  }[];
}

interface Growing {
  line: number;
  type: TextType | undefined;
  stem: string[];
  options: { letter: string; lines: string[] }[];
  rows: { number: number; text: string }[];
  parts: { part: Part; name: string; lines: string[] }[];
  /** Whether answer or explanation have begun: from then on nothing is an option. */
  keyed: boolean;
  explained: boolean;
}

const heading = /^\s*(?:[一二三四五六七八九十]{1,3}|[IVX]{1,4})\s*[、.．:：]\s*([^\s(（:：,，。]+)/;
const numbered = /^\s*(?:第\s*(\d{1,3})\s*题\s*[.．、:：]?|[(（]?(\d{1,3})\s*[.．、:：)）])\s*(.*)$/;
/** `(1) …`, a row of a table or of a matching. */
const row = /^\s*[(（](\d{1,2})[)）]\s*(.*)$/;
const option =
  /^\s*(?:[(（]\s*([A-La-lＡ-Ｌ])\s*[)）]|([A-LＡ-Ｌ])\s*[.．、:：)）]|([a-l])\s*[.)）])\s*(.*)$/;
const typeInBrackets = /^\s*[[【(（〔]\s*([^\]】)）〕]{2,20})\s*[\]】)）〕]\s*/;

export function splitText(text: string): Block[] {
  const blocks: Growing[] = [];
  let current: Growing | null = null;
  let section: TextType | undefined;
  let last = 0;
  let blank = true;
  let fenced = false;
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (fenced || /^\s*```/.test(line)) {
      if (/^\s*```/.test(line)) fenced = !fenced;
      if (current) append(current, line);
      continue;
    }
    const named = heading.exec(line);
    const sectionType = named ? typeNamed((named[1] ?? '').normalize('NFKC')) : undefined;
    if (sectionType) {
      [section, current, last] = [sectionType, null, 0];
      continue;
    }
    const begins = begun(line, { last, blank, current });
    blank = line.trim() === '';
    if (begins) {
      last = begins.number;
      current = {
        line: index + 1,
        type: section,
        stem: [],
        options: [],
        rows: [],
        parts: [],
        keyed: false,
        explained: false,
      };
      blocks.push(current);
      const label = typeInBrackets.exec(begins.rest);
      const own = label ? typeNamed((label[1] ?? '').normalize('NFKC')) : undefined;
      if (own) current.type = own;
      stem(current, own ? begins.rest.slice(label?.[0].length) : begins.rest);
    } else if (current) grow(current, line);
  }
  return blocks;
}

/**
 * A number begins a question when it is the next one; after an answer and a blank line a greater one will do, for
 * questions that were taken out. A list inside an explanation begins at 1 again and is none.
 */
function begun(
  line: string,
  { last, blank, current }: { last: number; blank: boolean; current: Growing | null },
): { number: number; rest: string } | null {
  const found = numbered.exec(line);
  if (!found) return null;
  const number = Number(found[1] ?? found[2]);
  const isRow = row.test(line) && current !== null && (wantsRows(current) || current.parts.length === 0);
  const isNext = current === null || (number === last + 1 && !isRow);
  const isLater = blank && number > last && current !== null && current.parts.length > 0;
  return isNext || isLater ? { number, rest: found[3] ?? '' } : null;
}

const wantsRows = ({ type }: Growing) => type === 'matching' || type === 'classification';

/** Where, inside a line, answer or explanation begins: `… 答案：C 解析：…`. */
const partInside =
  /([\s　。？?！!;；)）])(?=(?:[[【(（〔]\s*)?(?:(?:正确|参考|标准)?答案|(?:答案|试题)?解析)\s*(?:[:：]|】))/g;

function cut(line: string): string[] {
  return line.replaceAll(partInside, '$1\n').split('\n');
}

/** Options may follow in the line of the stem: `1. 题干（ ） A. … B. …`, and the answer behind them. */
function stem(block: Growing, whole: string): void {
  const [line = '', ...rest] = cut(whole);
  stemAndOptions(block, line);
  for (const each of rest) grow(block, each);
}

function stemAndOptions(block: Growing, line: string): void {
  const at = line.search(/[\s　)）]A\s*[.．、:：]\s*\S/);
  if (at >= 0 && /[\s　]B\s*[.．、:：]/.test(line.slice(at + 1))) {
    block.stem.push(unescaped(line.slice(0, at + 1).trimEnd()));
    grow(block, line.slice(at + 1));
  } else block.stem.push(unescaped(line));
}

function grow(block: Growing, whole: string): void {
  for (const line of block.explained ? [whole] : cut(whole)) growLine(block, line);
}

function growLine(block: Growing, line: string): void {
  const part = partBegun(line);
  if (part) {
    block.parts.push({ part: part.part, name: part.name, lines: [unescaped(part.rest)] });
    block.explained ||= part.part === 'explanation';
    block.keyed ||= block.explained || part.part === 'answer';
    return;
  }
  if (block.keyed) {
    append(block, unescaped(line));
    return;
  }
  const found = option.exec(line);
  if (found) {
    const letter = (found[1] ?? found[2] ?? found[3] ?? '').normalize('NFKC').toUpperCase();
    if (letter.codePointAt(0) === 0x41 + block.options.length) {
      options(block, letter, found[4] ?? '');
      return;
    }
  }
  const inRow = block.options.length === 0 || wantsRows(block) ? row.exec(line) : null;
  if (inRow && wantsRows(block)) {
    block.rows.push({ number: Number(inRow[1]), text: unescaped(inRow[2] ?? '') });
    return;
  }
  append(block, unescaped(line));
}

/** `A. … B. … C. …` in one line are three. */
function options(block: Growing, letter: string, rest: string): void {
  const next = String.fromCodePoint((letter.codePointAt(0) ?? 0) + 1);
  const wide = String.fromCodePoint((next.codePointAt(0) ?? 0) - 0x41 + 0xff21);
  const found = new RegExp(`[\\s　]+[(（]?[${next}${wide}]\\s*[.．、:：)）]\\s*`).exec(rest);
  const text = found ? rest.slice(0, found.index) : rest;
  block.options.push({ letter, lines: [unescaped(text)] });
  if (found) options(block, next, rest.slice(found.index + found[0].length));
}

/** A line that begins nothing goes on with what is open. */
function append(block: Growing, line: string): void {
  const open = block.parts.at(-1)?.lines ?? block.options.at(-1)?.lines;
  if (open) open.push(line);
  else block.stem.push(line);
}

/** The text without the marks that keep it text. */
const unescaped = (line: string) =>
  line
    .replace(/^(\s*)\\(?=\S)/, '$1')
    .replaceAll(/([\s　)）])\\(?=[A-L]\s*[.．、:：)）])/g, '$1')
    .replaceAll(/([\s　。？?！!;；)）])\\(?=(?:[[【(（〔]\s*)?(?:正确|参考|标准|试题)?(?:答案|解析))/g, '$1');

/** The lines of a text, with a backslash before whatever would begin a question, an option or a part. */
export function escapedLines(text: string): string {
  let fenced = false;
  return text
    .split('\n')
    .map((line) => {
      if (/^\s*```/.test(line)) fenced = !fenced;
      else if (!fenced) return escapedLine(line);
      return line;
    })
    .join('\n');
}

function escapedLine(line: string): string {
  const inside = line
    .replaceAll(/([\s　)）])(?=[A-L]\s*[.．、:：)）])/g, '$1\\')
    .replaceAll(partInside, '$1\\');
  const begins = [/^\s*\\/, heading, numbered, row, option, typeInBrackets];
  return begins.some((pattern) => pattern.test(line)) || partBegun(line) !== null
    ? inside.replace(/^(\s*)\\?/, (_, space: string) => `${space}\\${/^\s*\\/.test(line) ? '\\' : ''}`)
    : inside;
}
