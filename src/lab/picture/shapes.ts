import { columns } from '../verdict/plain-text.js';
import { el, type Markup } from './svg.js';
import { type Colour, fill, stroke } from './theme.js';

/** Px that one column of a terminal takes on average in a text of this size: a Latin letter one, a Chinese one two. */
export function widthOf(text: string, size = 13): number {
  return columns(text) * size * 0.53;
}

/** The first of these texts that has room, else none. */
export function fitting(texts: readonly string[], width: number, size = 13): string | null {
  return texts.find((text) => widthOf(text, size) <= width) ?? null;
}

export function label(x: number, y: number, text: string | null, classes = ''): Markup | null {
  if (text === null || text === '') return null;
  return el('text', { x, y, class: classes || fill('ink') }, text);
}

export function bar(from: number, to: number, y: number, height: number, colour: Colour): Markup {
  return el('rect', { x: from, y, width: Math.max(3, to - from), height, rx: 4, class: fill(colour) });
}

export function line(x1: number, y1: number, x2: number, y2: number, colour: Colour, dashed = false): Markup {
  return el('line', {
    x1,
    y1,
    x2,
    y2,
    class: stroke(colour),
    'stroke-width': dashed ? 1.5 : 1,
    'stroke-dasharray': dashed ? '3 4' : null,
  });
}

/** An arrow from one height to another; bytes on their way. */
export function arrow(x: number, from: number, to: number, colour: Colour): Markup {
  const back = to > from ? -8 : 8;
  return el(
    'g',
    {},
    el('line', { x1: x, y1: from, x2: x, y2: to + back, class: stroke(colour), 'stroke-width': 3 }),
    el('path', { d: `M${x.toFixed(1)} ${to}l-6 ${back}h12z`, class: fill(colour) }),
  );
}

/** A bell around its middle; an empty one did not ring. */
export function bell(x: number, y: number, rang: boolean, scale = 1): Markup {
  const shape = 'M0-10C-5-10-7-6-7-2-7 3-8 4-10 6H10C8 4 7 3 7-2 7-6 5-10 0-10ZM-3 8A3 3 0 0 0 3 8Z';
  const look: Readonly<Record<string, string | number>> = rang
    ? { class: fill('bell') }
    : { class: stroke('dim'), fill: 'none', 'stroke-width': 1.5, 'stroke-dasharray': '3 2' };
  return el('path', { d: shape, transform: `translate(${x.toFixed(1)} ${y}) scale(${scale})`, ...look });
}

/** A cross around its middle. */
export function cross(x: number, y: number, size: number, colour: Colour): Markup {
  const d = `M${(x - size).toFixed(1)} ${y - size}l${2 * size} ${2 * size}m0 ${-2 * size}l${-2 * size} ${2 * size}`;
  return el('path', { d, class: stroke(colour), 'stroke-width': 3, 'stroke-linecap': 'round', fill: 'none' });
}
