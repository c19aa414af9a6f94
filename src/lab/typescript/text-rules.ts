import type { Diagnostic } from '../verdict/report.js';
import { type OwnMessage, ownMessages } from './own-messages.js';

/**
 * What can be said of a source text before a compiler sees it. Pure, linear in the text.
 *
 * Decisions, each for what a student would expect:
 * - a byte order mark at the start is dropped silently: editors write it, nobody sees it;
 * - line ends stay as they are; CRLF, LF, CR and a missing last line end are all fine;
 * - bidirectional controls are refused everywhere, also in comments and strings ("Trojan Source",
 *   CVE-2021-42574): there they deceive a reader best. Letters of right-to-left scripts are fine;
 * - other invisible characters are refused only where they break the code (see check-submission.ts), since
 *   joiners belong to emoji and to some scripts;
 * - `@ts-nocheck` is refused rather than ignored: silently reporting errors in spite of it would puzzle.
 *   `@ts-ignore` and `@ts-expect-error` keep their meaning for one line; they cannot hide the export check.
 */

/** UTF-8 bytes. The longest reference answer has about 5 KiB; half a second of type-check goes with 256. */
export const maxSourceBytes = 256 * 1024;

// U+061C, U+200E, U+200F are marks, U+202A–U+202E embeddings and overrides, U+2066–U+2069 isolates (UAX #9).
const bidiControl = /[\u202a-\u202e\u2066-\u2069\u061c\u200e\u200f]/g;

/** A diagnostic for each thing found, at most ten; lines and columns count from 1, columns in UTF-16 units. */
export function checkText(source: string): Diagnostic[] {
  // Each UTF-16 unit is at least one byte: no need to encode 50 MB to know that they are too many.
  if (source.length > maxSourceBytes || Buffer.byteLength(source) > maxSourceBytes) {
    return [{ line: 1, column: 1, ...ownMessages.tooLarge(maxSourceBytes) }];
  }
  const nul = source.indexOf('\0');
  if (nul >= 0) return [at(source, nul, ownMessages.nul())];
  const found: Diagnostic[] = [];
  for (const match of source.matchAll(bidiControl)) {
    found.push(at(source, match.index, ownMessages.bidi(codePointName(match[0]))));
    if (found.length === 10) break;
  }
  return found;
}

/** Without the byte order mark that some editors write; line numbers are not changed by it. */
export function withoutByteOrderMark(source: string): string {
  return source.charCodeAt(0) === 0xfe_ff ? source.slice(1) : source;
}

/** `U+202E` for the character at the start of the text. */
export function codePointName(text: string): string {
  return `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/**
 * The line on which brackets are nested deepest, 1 when there are none. Only a hint for the reader: brackets in
 * strings and comments are counted too.
 */
export function deepestLine(source: string): number {
  let line = 1;
  let depth = 0;
  let deepest = 0;
  let found = 1;
  for (const character of source) {
    if (character === '\n') line += 1;
    else if (character === '(' || character === '[' || character === '{' || character === '<') {
      depth += 1;
      if (depth > deepest) {
        deepest = depth;
        found = line;
      }
    } else if (character === ')' || character === ']' || character === '}' || character === '>') depth -= 1;
  }
  return found;
}

function at(source: string, index: number, message: OwnMessage): Diagnostic {
  // The line terminators of ECMAScript, as TypeScript counts them.
  const lines = source.slice(0, index).split(/\r\n|[\n\r\u2028\u2029]/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1, ...message };
}
