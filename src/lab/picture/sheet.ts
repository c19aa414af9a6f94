import type { Locale } from '../bilingual.js';
import { printableLine } from '../verdict/plain-text.js';
import type { Episode } from './story.js';
import { el, type Child } from './svg.js';
import { fill, styleSheet } from './theme.js';

/** Px: of the picture, of its edges. */
export const WIDTH = 820;
export const EDGE = 20;

/** An SVG document, alone: no script, nothing loaded, light or dark as the reader’s system is. */
export function sheet(
  title: string,
  description: string,
  locale: Locale,
  height: number,
  parts: Child[],
): string {
  const svg = el(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${WIDTH} ${Math.ceil(height)}`,
      width: WIDTH,
      height: Math.ceil(height),
      role: 'img',
      lang: locale,
      'xml:lang': locale,
      'aria-labelledby': 'title description',
    },
    el('title', { id: 'title' }, title),
    el('desc', { id: 'description' }, description),
    el('style', {}, styleSheet),
    el('rect', { width: '100%', height: '100%', class: fill('ground') }),
    parts,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${svg.text}\n`;
}

/** The same for who cannot see it: what is said of it, and one after another what the picture shows. */
export function describe(summary: string, main: Episode | null, locale: Locale): string {
  const said = (main?.entries ?? []).map((entry) => printableLine(entry.text[locale]).replaceAll('`', ''));
  const [stop, between] = locale === 'en' ? ['.', ' '] : ['。', ''];
  return [summary, ...said.map((text) => (/[.?!。？！”]$/u.test(text) ? text : text + stop))].join(between);
}
