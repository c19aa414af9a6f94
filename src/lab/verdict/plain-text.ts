/**
 * Text for a terminal: nothing in it may move the cursor, colour the screen or reorder what is read, since it may
 * quote what a submission wrote; and Chinese characters take two columns (UAX #11, East Asian Width).
 */

/** CSI, OSC (to BEL or ST) and two-byte escapes, ECMA-48; the 8-bit forms fall to `unprintable`. */
const escapes =
  /\u001b(?:\[[\u0030-\u003f]*[\u0020-\u002f]*[\u0040-\u007e]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[\u0020-\u007e])/gu;
/** Controls, format characters (bidirectional and invisible ones among them), lone surrogates, private use. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu;

/** One printable line: line breaks and tabs become a space, everything a terminal would obey is taken out. */
export function printableLine(text: string): string {
  return text
    .replace(escapes, '')
    .replace(/[\t\r\n\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(unprintable, '');
}

/** Printable lines; `\r\n`, `\r` and the Unicode separators all end a line. */
export function printableLines(text: string): string[] {
  return text.split(/\r\n|[\n\r\p{Zl}\p{Zp}]/u).map((line) => printableLine(line.replaceAll('\t', '    ')));
}

const zeroWidth = /^[\p{Mn}\p{Me}]$/u;
/** The blocks of East Asian Width W and F that occur in text, and emoji shown as pictures. */
const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]$|^\p{Emoji_Presentation}$/u;

/** Columns that a printable text takes. */
export function columns(text: string): number {
  let sum = 0;
  for (const character of text) sum += zeroWidth.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return sum;
}

/** May not begin a line (GB/T 15834): it stays with what stands before it. */
const clinging = /^[，。、；：？！）》」』”’…—％,.;:?!)\]}]$/u;
/** May not end a line. */
const opening = /^[（《「『“‘([{]$/u;

/** The pieces between which a line may break: words, spaces, single wide characters with what clings to them. */
function pieces(text: string): string[] {
  const list: string[] = [];
  let glue = false;
  for (const character of text) {
    const last = list.at(-1);
    const isWide = wide.test(character);
    const joins =
      last !== undefined &&
      character !== ' ' &&
      !last.endsWith(' ') &&
      (glue || clinging.test(character) || (!isWide && !wide.test(Array.from(last).at(-1) ?? '')));
    if (joins) list[list.length - 1] = last + character;
    else list.push(character);
    glue = opening.test(character);
  }
  return list;
}

/** A word longer than a line is cut. */
function cut(piece: string, width: number): string[] {
  const parts: string[] = [''];
  for (const character of piece) {
    const last = parts.at(-1) ?? '';
    if (last !== '' && columns(last) + columns(character) > width) parts.push(character);
    else parts[parts.length - 1] = last + character;
  }
  return parts;
}

/** Lines of at most `width` columns, the first after `first`, the others after `rest`. */
export function wrap(text: string, width: number, first = '', rest = first): string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  const room = width - Math.max(columns(first), columns(rest));
  for (const piece of pieces(text).flatMap((whole) => (columns(whole) > room ? cut(whole, room) : [whole]))) {
    if (!empty && columns(line) + columns(piece.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = rest;
      empty = true;
    }
    if (empty && piece === ' ') continue;
    line += piece;
    empty = false;
  }
  if (!empty || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}
