import type { PlainBlank, PlainField, PlainMistake } from '../plain.js';
import { decimal } from '../gift/write-gift.js';

/**
 * Moodle’s embedded answers: `{1:SHORTANSWER:=right#feedback~wrong#feedback}` in the text of a cloze. What separates
 * is escaped inside; `}` ends everything, so it is escaped too.
 */

export function blankText(blank: PlainBlank): string {
  if ('options' in blank)
    return braces(
      'MULTICHOICE_S',
      blank.options.map(({ text, correct, feedback }) => answer(correct ? '=' : '', text, feedback)),
    );
  return braces('SHORTANSWER', [
    ...blank.accept.map((text) => answer('=', text)),
    ...blank.wrong.flatMap(({ accept, feedback }: PlainMistake) =>
      accept.map((text) => answer('', text, feedback)),
    ),
  ]);
}

export function fieldText({ answer: right, tolerance, wrong }: PlainField): string {
  return braces('NUMERICAL', [
    answer('=', `${decimal(right)}:${decimal(tolerance)}`),
    ...wrong.map((each) => answer('%0%', `${decimal(each.answer)}:0`, each.feedback)),
  ]);
}

const braces = (kind: string, answers: readonly string[]) => `{1:${kind}:${answers.join('~')}}`;

const answer = (mark: string, text: string, feedback?: string) =>
  // What begins like a mark needs one before it.
  `${mark === '' && /^[=%]/.test(text) ? '%0%' : mark}${escaped(text)}${feedback === undefined ? '' : `#${escaped(feedback)}`}`;

const escaped = (text: string) => text.replaceAll(/[\\}~#/"]/g, '\\$&');

export interface Embedded {
  readonly kind: string;
  readonly answers: readonly {
    readonly text: string;
    /** Of the marks, in percent. */
    readonly weight: number;
    readonly feedback?: string | undefined;
  }[];
}

/** The text in pieces: plain ones, and embedded answers between them. */
export function embeddedIn(text: string): (string | Embedded)[] {
  const pieces: (string | Embedded)[] = [];
  const head = /\{\d*:([A-Z_]+):/g;
  let from = 0;
  for (let found = head.exec(text); found !== null; found = head.exec(text)) {
    const end = closingBrace(text, head.lastIndex);
    // Where this one is not closed, no later one is.
    if (end < 0) break;
    pieces.push(text.slice(from, found.index), {
      kind: found[1] ?? '',
      answers: answersIn(text.slice(head.lastIndex, end)),
    });
    from = end + 1;
    head.lastIndex = from;
  }
  pieces.push(text.slice(from));
  return pieces;
}

/** The next `}` that is not escaped; -1 where there is none. */
function closingBrace(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '}') return at;
  }
  return -1;
}

function answersIn(text: string): Embedded['answers'] {
  return split(text, '~')
    .filter((each) => each !== '')
    .map((each) => {
      const [head = '', ...feedback] = split(each, '#');
      const [, mark, rest = ''] = /^(=|%-?[\d.]+%)?([^]*)$/.exec(head) ?? [];
      return {
        text: unescaped(rest).trim(),
        weight: mark === undefined ? 0 : mark === '=' ? 100 : Number(mark.slice(1, -1)),
        feedback: feedback.length === 0 ? undefined : unescaped(feedback.join('#')).trim(),
      };
    });
}

/** At separators that are not escaped. */
function split(text: string, separator: string): string[] {
  const parts = [''];
  for (const [token] of text.matchAll(/\\[^]|[^]/g))
    if (token === separator) parts.push('');
    else parts[parts.length - 1] += token;
  return parts;
}

const unescaped = (text: string) => text.replaceAll(/\\([^])/g, '$1');
