import { element, type XmlElement } from '../xml.js';

/**
 * Markdown as authors of questions use it, as the XHTML that QTI allows: paragraphs, blocks of code, lists, code in a
 * line, strong and emphasised words. Anything else stays as it is written.
 */

type Node = XmlElement | string;

export function blocks(markdown: string): XmlElement[] {
  const found: XmlElement[] = [];
  const lines = markdown.replaceAll('\r\n', '\n').trim().split('\n');
  let paragraph: string[] = [];
  let items: string[] = [];
  const flush = () => {
    if (paragraph.length > 0) found.push(element('p', {}, ...inline(paragraph.join('\n'))));
    if (items.length > 0)
      found.push(element('ul', {}, ...items.map((item) => element('li', {}, ...inline(item)))));
    [paragraph, items] = [[], []];
  };
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (/^\s*```/.test(line)) {
      flush();
      const end = lines.findIndex((each, index) => index > at && /^\s*```/.test(each));
      const code = lines.slice(at + 1, end < 0 ? lines.length : end);
      found.push(element('pre', {}, code.join('\n')));
      at = end < 0 ? lines.length : end;
    } else if (line.trim() === '') flush();
    else if (/^\s*- /.test(line)) {
      if (paragraph.length > 0) flush();
      items.push(line.replace(/^\s*- /, ''));
    } else if (items.length > 0) items[items.length - 1] += `\n${line.trim()}`;
    else paragraph.push(line);
  }
  flush();
  return found;
}

/** What stands in a line: options, rows, labels. */
export function inline(text: string): Node[] {
  const nodes: Node[] = [];
  let from = 0;
  for (const found of text.matchAll(/`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\\\n/g)) {
    if (found.index > from) nodes.push(text.slice(from, found.index));
    from = found.index + found[0].length;
    const [, code, strong, emphasis] = found;
    if (code !== undefined) nodes.push(element('code', {}, code));
    else if (strong !== undefined) nodes.push(element('strong', {}, strong));
    else if (emphasis !== undefined) nodes.push(element('em', {}, emphasis));
    else nodes.push(element('br'));
  }
  if (from < text.length) nodes.push(text.slice(from));
  return nodes;
}

/** In a choice, which may hold blocks where the text has some. */
export const flow = (text: string): Node[] =>
  /```|\n\s*\n|^\s*- /m.test(text) ? blocks(text) : inline(text.trim());
