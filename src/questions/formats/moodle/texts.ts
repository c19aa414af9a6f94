import { htmlToMarkdown } from '../html.js';
import type { Notes } from '../reading.js';
import { childOf, childrenOf, textIn, type XmlElement } from '../xml.js';

/**
 * Texts of Moodle stand in `<text>`, mostly as CDATA, and `format` outside says what they are written in; without it
 * the text may be HTML or not.
 *
 * @throws EmbeddedError
 */
export function richText(parent: XmlElement | undefined, field: string, notes: Notes): string {
  const text = rawText(parent);
  const format = parent?.attributes['format'];
  if (format === 'html') return notes.html(field, text);
  return format === 'markdown' || format === 'plain_text' ? text : notes.loose(field, text);
}

/** A text that Moodle shows as it is: names, answers to be typed. */
export function plainText(parent: XmlElement | undefined): string {
  const text = rawText(parent).trim();
  return /<\/?[a-z][^<>]*>/i.test(text) && parent?.attributes['format'] === 'html'
    ? htmlToMarkdown(text).markdown
    : text;
}

/** As it is written, whatever it is written in. */
export function rawText(parent: XmlElement | undefined): string {
  if (!parent) return '';
  const text = childOf(parent, 'text') ?? (childrenOf(parent).length === 0 ? parent : undefined);
  if (!text) return '';
  // Space around CDATA is how the file was laid out.
  const pieces = text.children.filter((child) => typeof child === 'string');
  const written = pieces.filter((piece) => piece.trim() !== '');
  return written.length < pieces.length ? written.join('') : textIn(text);
}
