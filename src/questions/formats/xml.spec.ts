import { childOf, childrenOf, element, parseXml, textIn, writeXml } from './xml.js';
import { RefusedError } from './reading.js';

function refusal(text: string): string {
  try {
    parseXml(text);
  } catch (error) {
    if (error instanceof RefusedError) return error.message;
    throw error;
  }
  return 'none';
}

it.each([
  [
    'entities',
    '<?xml version="1.0"?>\n<!-- x -->\n<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    'document type',
  ],
  ['a DTD elsewhere', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 'document type'],
  ['in small letters', '\uFEFF<!doctype html><html></html>', 'document type'],
  ['a tag left open', '<a>\n<b></a>', 'no XML'],
  ['no tag at all', 'a text', 'no XML'],
  ['nothing', '', 'no XML'],
  ['two roots', '<a/><b/>', 'no XML'],
  ['a tower', `${'<a>'.repeat(100)}${'</a>'.repeat(100)}`, 'no XML'],
])('%s is refused', (_, text, reason) => {
  expect(refusal(text)).toContain(reason);
});

it('the same letters inside are text: CDATA, entities of XML, numbers', () => {
  const root = parseXml(
    '<a x="1 &lt; 2"><b><![CDATA[<!DOCTYPE html> &amp; &b;]]></b><c>&lt;i&gt; &#20013; &b;</c></a>',
  );
  expect(root.attributes).toEqual({ x: '1 < 2' });
  expect(textIn(childOf(root, 'b'))).toBe('<!DOCTYPE html> &amp; &b;');
  expect(textIn(childOf(root, 'c'))).toBe('<i> 中 &b;');
});

it('what is written is read again, whatever the text', () => {
  const text = `  a < b && c > d ]]> "x" 'y' 中文\n\n  <b>&amp;</b>\n`;
  const root = parseXml(writeXml(element('r', { a: text }, element('t', {}, text), element('e'))));
  expect(root.attributes['a']).toBe(text);
  expect(textIn(childOf(root, 't'))).toBe(text);
  expect(childrenOf(root).map(({ name }) => name)).toEqual(['t', 'e']);
});
