import type { Bilingual } from '../../lab/bilingual.js';

/**
 * HTML as editors of other systems leave it, reduced to Markdown: paragraphs, line breaks, emphasis, code, lists,
 * links, sub- and superscript as they are written in a line of text. What is laid out otherwise becomes text, and is
 * told. Every pattern here takes time in proportion to the text.
 */

/** The text needs something that is not in it: a picture, a recording, an embedded page. */
export class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError';
  readonly why: Bilingual;

  constructor(what: string) {
    super(what);
    this.why = {
      en: `has something embedded, <${what}>: Doorbell’s questions are text only. Describe it in words, or leave the question out`,
      'zh-CN': `嵌入了 <${what}>：Doorbell 的题目只有文本。请用文字描述，或去掉这道题`,
    };
  }
}

export interface Reduced {
  readonly markdown: string;
  /** What was laid out and is now text: names of elements. */
  readonly flattened: readonly string[];
}

const embedded = new Set([
  'img',
  'image',
  'audio',
  'video',
  'object',
  'embed',
  'iframe',
  'svg',
  'canvas',
  'applet',
]);
const dropped = new Set(['script', 'style', 'head', 'title', 'noscript', 'template']);
const paragraphs = new Set([
  'p',
  'div',
  'section',
  'article',
  'blockquote',
  'table',
  'ul',
  'ol',
  'dl',
  'center',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
]);
const laidOut = new Set([
  'table',
  'sub',
  'sup',
  'math',
  'form',
  'input',
  'select',
  'textarea',
  'button',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'blockquote',
]);
const emphasis: Readonly<Record<string, string>> = { b: '**', strong: '**', i: '*', em: '*' };
const code = new Set(['code', 'tt', 'kbd', 'samp']);

/** Whether somebody wrote markup here, and not just text. */
export const hasMarkup = (text: string): boolean =>
  /<\/?[a-z!][^<>]*>|&(#\d+|#x[\da-f]+|[a-z]+);/i.test(text);

/** @throws EmbeddedError */
export function htmlToMarkdown(html: string): Reduced {
  const state = new Reduction();
  for (const [, text, closing, tag, attributes] of html
    .replaceAll(/<!--[^]*?(-->|$)/g, '')
    .matchAll(/([^<]+|<(?![a-z/!?]))|<(\/?)([a-z][a-z0-9]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>|<[^>]*>?/gi)) {
    if (text !== undefined) state.text(decodeEntities(text));
    else if (tag !== undefined) state.tag(tag.toLowerCase(), closing === '/', attributes ?? '');
  }
  return state.done();
}

/** Puts the Markdown together in pieces: only the last one is ever looked at, so that no text takes long. */
class Reduction {
  readonly #pieces: string[] = [];
  #skip: string | null = null;
  #pre = 0;
  #code = 0;
  readonly #lists: { ordered: boolean; count: number }[] = [];
  readonly #links: string[] = [];
  readonly #flattened = new Set<string>();

  text(text: string): void {
    if (this.#skip !== null) return;
    if (text.includes('@@PLUGINFILE@@')) throw new EmbeddedError('file');
    if (this.#pre > 0) this.#pieces.push(text);
    else if (this.#code > 0) this.#pieces.push(text.replaceAll(/\s+/g, ' '));
    else {
      const spaced = text.replaceAll(/[ \t\r\n\f]+/g, ' ');
      const before = this.#pieces.at(-1)?.at(-1) ?? '\n';
      this.#add(escaped(before === '\n' || before === ' ' ? spaced.replace(/^ /, '') : spaced));
    }
  }

  tag(tag: string, closing: boolean, attributes: string): void {
    if (this.#skip !== null) {
      if (closing && tag === this.#skip) this.#skip = null;
      return;
    }
    if (embedded.has(tag)) throw new EmbeddedError(tag);
    if (attributes.includes('@@PLUGINFILE@@')) throw new EmbeddedError('file');
    if (laidOut.has(tag) && !closing) this.#flattened.add(tag);
    if (dropped.has(tag)) {
      this.#flattened.add(tag);
      if (!closing) this.#skip = tag;
      return;
    }
    if (tag === 'pre') this.#preformatted(closing);
    else if (code.has(tag)) this.#inlineCode(closing);
    else if (tag === 'br') this.#add(this.#pre > 0 ? '\n' : '\\\n');
    else if (tag === 'hr') this.#break('\n\n---\n\n');
    else if (tag === 'li') this.#item(closing);
    else if (tag === 'tr') this.#break('\n');
    else if ((tag === 'td' || tag === 'th') && closing) this.#add(' | ');
    else if (tag === 'a') this.#link(closing, attributes);
    else if (paragraphs.has(tag)) this.#paragraph(tag, closing);
    else {
      const mark = emphasis[tag];
      if (mark !== undefined && this.#pre === 0 && this.#code === 0) this.#mark(mark, closing);
    }
  }

  done(): Reduced {
    const markdown = this.#pieces
      .join('')
      // A line break at the end of a paragraph breaks nothing.
      .replaceAll(/(?:\\\n)+(\n|$)?/g, (whole, end?: string) => (end === undefined ? whole : `\n${end}`))
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim();
    return { markdown, flattened: [...this.#flattened] };
  }

  #add(text: string): void {
    if (text !== '') this.#pieces.push(text);
  }

  /** Too many line ends are taken out at the end. */
  #break(text: string): void {
    if (this.#pieces.length > 0) this.#pieces.push(text);
  }

  #preformatted(closing: boolean): void {
    if (closing && this.#pre > 0) {
      this.#pre -= 1;
      const last = this.#pieces.pop() ?? '';
      this.#pieces.push(`${last.endsWith('\n') ? last.slice(0, -1) : last}\n\`\`\`\n\n`);
    } else if (!closing) {
      this.#break('\n\n');
      this.#pre += 1;
      this.#pieces.push('```\n');
    }
  }

  #inlineCode(closing: boolean): void {
    if (this.#pre > 0) return;
    if (closing && this.#code === 0) return;
    this.#code += closing ? -1 : 1;
    this.#pieces.push('`');
  }

  #mark(mark: string, closing: boolean): void {
    const last = closing ? (this.#pieces.pop() ?? '') : '';
    // Markdown wants the closing mark at the word: `**so** ` and not `**so **`.
    const word = last.trimEnd();
    this.#pieces.push(`${word}${mark}${last.slice(word.length)}`);
  }

  #item(closing: boolean): void {
    const list = this.#lists.at(-1);
    if (closing || !list) return;
    list.count += 1;
    this.#break('\n');
    const indent = '  '.repeat(Math.min(this.#lists.length, 10) - 1);
    this.#pieces.push(`${indent}${list.ordered ? `${list.count}.` : '-'} `);
  }

  #paragraph(tag: string, closing: boolean): void {
    if (tag === 'ul' || tag === 'ol') {
      if (closing) this.#lists.pop();
      else this.#lists.push({ ordered: tag === 'ol', count: 0 });
    }
    // A paragraph inside an item is the item.
    if (this.#lists.length > 0 && tag !== 'ul' && tag !== 'ol') return;
    this.#break('\n\n');
  }

  #link(closing: boolean, attributes: string): void {
    if (!closing) {
      this.#links.push(/href\s*=\s*["']?(https:\/\/[^"'\s<>()]+)/i.exec(attributes)?.[1] ?? '');
      if (this.#links.at(-1) !== '') this.#pieces.push('[');
      return;
    }
    const address = this.#links.pop();
    if (address) this.#pieces.push(`](${decodeEntities(address)})`);
  }
}

/** What Markdown would take for markup; an underscore inside a word is none. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\\`*<[]/g, '\\$&')
    .replaceAll(/(?<![\p{L}\p{N}_])_(?=\p{L})|(?<=\p{L})_(?![\p{L}\p{N}_])/gu, '\\_');
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  middot: '·',
  bull: '•',
  times: '×',
  divide: '÷',
  plusmn: '±',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  larr: '←',
  rarr: '→',
  uarr: '↑',
  darr: '↓',
  le: '≤',
  ge: '≥',
  ne: '≠',
  infin: '∞',
  deg: '°',
  micro: 'µ',
  copy: '©',
  reg: '®',
  sect: '§',
  para: '¶',
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  lambda: 'λ',
  mu: 'μ',
  pi: 'π',
  sigma: 'σ',
  omega: 'ω',
};

/** Once, not again: `&amp;lt;` is `&lt;`. An entity nobody knows stays as it is written. */
export function decodeEntities(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return named[name] ?? named[name.toLowerCase()] ?? whole;
    const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code > 0 && code <= 0x10_ffff && !(code >= 0xd800 && code < 0xe000)
      ? String.fromCodePoint(code)
      : whole;
  });
}
