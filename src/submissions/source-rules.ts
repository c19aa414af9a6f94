import { HttpProblem, type FieldProblem } from '../platform/http/problem.js';
import { tooLarge } from '../platform/http/body.js';
import type { Bilingual } from '../lab/bilingual.js';

/**
 * What a submitted source may be: some text, in UTF-8, of a size a person writes. CRLF is kept (lines count the same),
 * a byte order mark is taken off (it is the editor's, not the program's), NUL and lone surrogates are refused: neither
 * can be stored as text, and no TypeScript needs them.
 * @param where the pointer of the source in the request: `/source` in JSON, empty for a text.
 * @throws HttpProblem too-large or validation
 */
export function acceptSource(given: string, where: string, limitBytes: number): string {
  const source = given.startsWith('\uFEFF') ? given.slice(1) : given;
  if (Buffer.byteLength(source) > limitBytes) throw tooLarge(limitBytes);
  if (source.trim() === '') {
    throw refuse(where, {
      en: 'The source is empty. Start from GET /exercises/{slug}/starter.ts. With curl, @ before the file name sends the file’s content.',
      'zh-CN':
        '源码为空。可以从 GET /exercises/{slug}/starter.ts 开始。使用 curl 时，文件名前加 @ 才会发送文件内容。',
    });
  }
  const nul = source.indexOf('\0');
  if (nul >= 0) {
    const line = source.slice(0, nul).split('\n').length;
    throw refuse(where, {
      en: `Line ${line} has a NUL character. Is this a text file? A file in UTF-16 looks like this: save it as UTF-8.`,
      'zh-CN': `第 ${line} 行含有 NUL 字符。这是文本文件吗？UTF-16 编码的文件就会这样：请另存为 UTF-8。`,
    });
  }
  if (!source.isWellFormed()) {
    throw refuse(where, {
      en: 'The source has half of a character (a lone surrogate), which cannot be written in UTF-8.',
      'zh-CN': '源码中含有半个字符（孤立的代理项），无法用 UTF-8 表示。',
    });
  }
  return source;
}

function refuse(pointer: string, detail: Bilingual): HttpProblem {
  const errors: FieldProblem[] = [{ pointer, detail }];
  return new HttpProblem('validation', detail, { errors });
}
