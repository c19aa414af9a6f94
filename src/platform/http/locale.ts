import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Locale } from '../../lab/bilingual.js';

/**
 * The language of an answer, by `Accept-Language` (RFC 9110, 12.5.4): the language asked for with the highest
 * weight that Doorbell has. Any Chinese gets zh-CN, since that is the only one there is; nothing usable gets English.
 */
export function preferredLocale(header: string | undefined): Locale {
  let best: { locale: Locale; weight: number } | null = null;
  for (const part of (header ?? '').split(',')) {
    const [range = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    const quality = parameters.find((parameter) => /^q=/i.test(parameter));
    const weight = quality === undefined ? 1 : Number(quality.slice(2));
    if (!(weight > 0 && weight <= 1)) continue;
    const language = range.toLowerCase().split('-')[0];
    const locale = language === 'zh' ? 'zh-CN' : language === 'en' || range === '*' ? 'en' : null;
    if (locale !== null && (best === null || weight > best.weight)) best = { locale, weight };
  }
  return best?.locale ?? 'en';
}

/** Says which language was chosen and that another header would have got another answer, for caches. */
export function sayLocale(response: Response, locale: Locale): void {
  response.setHeader('Content-Language', locale);
  response.vary('Accept-Language');
}

/** Parameter decorator: the reader’s language; the answer is marked with it. */
export const ReaderLocale = createParamDecorator((_: unknown, context: ExecutionContext): Locale => {
  const http = context.switchToHttp();
  const locale = preferredLocale(http.getRequest<Request>().header('accept-language'));
  sayLocale(http.getResponse<Response>(), locale);
  return locale;
});
