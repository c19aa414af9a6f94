import type { Request, Response } from 'express';
import { HttpProblem } from './problem.js';

/**
 * The format of an answer that can be had as JSON or as plain text, by `Accept`; JSON when the reader does not mind.
 * @throws HttpProblem not-acceptable
 */
export function jsonOrText(request: Request, response: Response): 'json' | 'text' {
  response.vary('Accept');
  const chosen = request.accepts(['application/json', 'text/plain']);
  if (chosen === false) {
    throw new HttpProblem('not-acceptable', {
      en: 'This can be had as application/json or text/plain.',
      'zh-CN': '此内容可用的格式为 application/json 或 text/plain。',
    });
  }
  return chosen === 'text/plain' ? 'text' : 'json';
}

export function sendText(response: Response, text: string): void {
  response.type('text/plain; charset=utf-8').send(text.endsWith('\n') ? text : `${text}\n`);
}
