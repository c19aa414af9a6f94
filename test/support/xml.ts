/** An element of an XML document. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** All the text below it. */
  text: string;
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

function plain(text: string): string {
  if (/[<>]/.test(text)) throw new Error(`a bare angle bracket in ${JSON.stringify(text)}`);
  if (/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(text))
    throw new Error(`a character that XML does not allow in ${JSON.stringify(text)}`);
  return text.replace(/&[^;]*;?/g, (entity) => {
    const character = entities[entity];
    if (character === undefined) throw new Error(`the entity ${entity} is not known`);
    return character;
  });
}

/**
 * Every element of a document, in order. A strict parser for what SVG as Doorbell writes it may hold: elements, attributes
 * in double quotes, text; no comments, no CDATA, no document type. Throws where the document is not well-formed.
 */
export function elementsOf(document: string): Element[] {
  const body = document.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '').trimEnd();
  const tag = /<(\/?)([a-z]+)((?: [a-zA-Z][a-zA-Z0-9:-]*="[^"<]*")*)(\/?)>/y;
  const found: Element[] = [];
  const open: Element[] = [];
  let at = 0;
  while (at < body.length) {
    if (at > 0 && open.length === 0) throw new Error('something stands after the root element');
    const next = body.indexOf('<', at);
    if (next !== at) {
      const text = plain(body.slice(at, next < 0 ? undefined : next));
      if (open.length === 0) throw new Error('text stands outside of the root element');
      for (const element of open) element.text += text;
      at = next < 0 ? body.length : next;
      continue;
    }
    tag.lastIndex = at;
    const [whole, closes, name = '', written = '', empty] = tag.exec(body) ?? [];
    if (whole === undefined) throw new Error(`no tag: ${body.slice(at, at + 60)}`);
    at += whole.length;
    if (closes === '/') {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes what is not open`);
      continue;
    }
    const attributes: Record<string, string> = {};
    for (const [, key = '', value = ''] of written.matchAll(/ ([a-zA-Z0-9:-]+)="([^"]*)"/g)) {
      if (Object.hasOwn(attributes, key)) throw new Error(`${key} is given twice`);
      attributes[key] = plain(value);
    }
    const element = { name, attributes, text: '' };
    found.push(element);
    if (empty !== '/') open.push(element);
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)?.name}> is not closed`);
  return found;
}
