import { EmbeddedError, htmlToMarkdown } from './html.js';

it.each([
  ['<p>One</p><p>two <b>three </b>four</p>', 'One\n\ntwo **three** four'],
  ['a<br>b<br/><br></p>', 'a\\\nb'],
  ['<p>Call <code>recv(fd, *buf)</code>&nbsp;now</p>', 'Call `recv(fd, *buf)` now'],
  ['<pre>if (a &lt; b) {\n  *p = 1;\n}</pre>after', '```\nif (a < b) {\n  *p = 1;\n}\n```\n\nafter'],
  ['<ol><li>a</li><li><p>b</p></li></ol>', '1. a\n2. b'],
  ['<ul><li>a<ul><li>b</li></ul></li></ul>', '- a\n\n  - b'],
  [
    '<a href="https://example.org/a?b=1&amp;c=2">x</a> <a href="javascript:y()">y</a>',
    '[x](https://example.org/a?b=1&c=2) y',
  ],
  ['a * b, aio_read, _x_, &lt;T&gt;, a[0], 1 < 2', 'a \\* b, aio_read, \\_x\\_, \\<T>, a\\[0], 1 \\< 2'],
  ['&amp;lt; &#x4e2d;&#25991; &nosuch;', '&lt; 中文 &nosuch;'],
  ['<p>x<!-- hidden --></p><script>alert(1)</script>', 'x'],
  ['阻塞<span style="x">与</span>非阻塞', '阻塞与非阻塞'],
])('%s', (html, markdown) => {
  expect(htmlToMarkdown(html).markdown).toBe(markdown);
});

it('what was laid out is named', () => {
  expect(htmlToMarkdown('<h2>T</h2><table><tr><td>a</td><td>b</td></tr></table>')).toEqual({
    markdown: 'T\n\na | b |',
    flattened: ['h2', 'table'],
  });
});

it.each([
  '<img src="a.png">',
  '<IMG>',
  '<video></video>',
  '<a href="@@PLUGINFILE@@/x">x</a>',
  '<iframe src="x">',
])('%s cannot be taken in', (html) => {
  expect(() => htmlToMarkdown(html)).toThrow(EmbeddedError);
});

it('markup without end takes no longer than text', () => {
  for (const piece of ['<', '<a ', '<br>', '<b>', '<pre> x', '&', '<!--', '<ul><li>'])
    expect(htmlToMarkdown(piece.repeat(50_000)).markdown.length).toBeGreaterThanOrEqual(0);
});
