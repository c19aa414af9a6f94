import { badParameter } from '../platform/http/problem.js';

/** Where a page of a list ended: opaque to the reader, so that what it holds may change. */
export function encodeCursor(sequence: bigint): string {
  return Buffer.from(`before:${sequence}`).toString('base64url');
}

/** @throws HttpProblem bad-parameter */
export function decodeCursor(cursor: string): bigint {
  const text = /^[\w-]{1,64}$/.test(cursor) ? Buffer.from(cursor, 'base64url').toString('latin1') : '';
  const digits = /^before:(\d{1,18})$/.exec(text)?.[1];
  // Re-encoding catches cursors with stray bits at the end, which decode to the same text.
  if (digits === undefined || encodeCursor(BigInt(digits)) !== cursor) {
    throw badParameter(
      { parameter: 'cursor' },
      {
        en: 'This is no cursor of this list. Leave it out for the first page, then follow “next”.',
        'zh-CN': '这不是此列表的游标。第一页无需游标，之后请跟随 “next”。',
      },
    );
  }
  return BigInt(digits);
}
