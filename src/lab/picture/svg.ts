/**
 * SVG as text. Whatever is not `Markup` is text and is escaped, so that nothing a submission wrote can become an
 * element or an attribute.
 */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Child = Markup | string | null | readonly Child[];

/** Not allowed in XML 1.0 in any form, and lone surrogates, which are no text. */
const unwritable = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]|\p{Cs}/gu;
/** Would turn the direction of what is read. */
const turning = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escaped(text: string): string {
  return text
    .replace(unwritable, '')
    .replace(turning, '')
    .replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** An element; numbers are written with at most one decimal, attributes that are null are left out. */
export function el(
  name: string,
  attributes: Readonly<Record<string, string | number | null>>,
  ...children: readonly Child[]
): Markup {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === null ? [] : [` ${key}="${typeof value === 'number' ? short(value) : escaped(value)}"`],
  );
  const inside = children.map(inner).join('');
  return new Markup(`<${name}${written.join('')}${inside === '' ? '/>' : `>${inside}</${name}>`}`);
}

function inner(child: Child): string {
  if (child === null) return '';
  if (typeof child === 'string') return escaped(child);
  return child instanceof Markup ? child.text : child.map(inner).join('');
}

function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}
