import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { badParameter, HttpProblem } from './problem.js';

/** Strong ETags (RFC 9110, 8.8.3) of rows that count their changes: `"7"`. */
export const etagOf = (revision: number): string => `"${revision}"`;

/**
 * The revision that a writer has read: one ETag in `If-Match` (RFC 9110, 13.1.1), which must be there (RFC 6585, 3). `*`
 * is refused: it would overwrite what somebody else wrote.
 *
 * @throws HttpProblem precondition-required, bad-parameter
 */
export function matchedRevision(header: string | undefined): number {
  if (header === undefined || header.trim() === '') {
    throw new HttpProblem('precondition-required', {
      en: 'Send the header “ETag” of what you read as “If-Match”.',
      'zh-CN': '请把读取时响应头中的 “ETag” 作为 “If-Match” 发送。',
    });
  }
  const digits = /^\s*"(\d{1,9})"\s*$/.exec(header)?.[1];
  if (digits === undefined) {
    throw badParameter(
      { header: 'If-Match' },
      {
        en: 'Give one ETag, as it was sent to you, for example "3" with its quotes.',
        'zh-CN': '请填写一个 ETag，与收到时完全一致，例如 "3"（包括引号）。',
      },
    );
  }
  return Number(digits);
}

/** Parameter decorator: the revision in `If-Match`. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number =>
  matchedRevision(context.switchToHttp().getRequest<Request>().header('if-match')),
);

export function changedMeanwhile(): HttpProblem {
  return new HttpProblem('precondition-failed', {
    en: 'It was changed since you read it. Read it again, put your change in, and send it with the new ETag.',
    'zh-CN': '在你读取之后内容又被修改过。请重新读取，合并你的修改，再用新的 ETag 发送。',
  });
}
