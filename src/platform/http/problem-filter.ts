import {
  Catch,
  HttpException,
  Inject,
  Injectable,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { Logger } from 'nestjs-pino';
import { allowedMethods } from './allowed-methods.js';
import { preferredLocale, sayLocale } from './locale.js';
import { problemKinds, type ProblemName } from './problem-catalogue.js';
import { HttpProblem, problemBody } from './problem.js';
import { requestId } from './request-id.js';
import { errorMessage } from '../errors.js';

/** Everything thrown in a request ends here and leaves as a problem. What nobody foresaw is logged and told as ours. */
@Injectable()
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(Logger) private readonly logger: Logger) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const problem = asProblem(exception, request);
    if (problem.problem === 'internal')
      this.logger.error({ err: exception }, 'A request ended in an error nobody foresaw');
    sendProblem(problem, request, response);
  }
}

export function sendProblem(problem: HttpProblem, request: Request, response: Response): void {
  // An event stream that has begun cannot change its status: it ends, and its reader resumes.
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const locale = preferredLocale(request.header('accept-language'));
  sayLocale(response, locale);
  response
    .status(problemKinds[problem.problem].status)
    .set(problem.headers)
    .type('application/problem+json')
    .send(
      JSON.stringify(problemBody(problem, locale, { path: request.originalUrl, id: requestId(request) })),
    );
}

function asProblem(exception: unknown, request: Request): HttpProblem {
  if (exception instanceof HttpProblem) return exception;
  if (errorMessage(exception).startsWith('Failed to decode param')) {
    return new HttpProblem('bad-parameter', {
      en: 'The address has a “%” that is not followed by two hexadecimal digits of UTF-8.',
      'zh-CN': '地址中的 “%” 之后不是构成 UTF-8 的两位十六进制数。',
    });
  }
  const status = exception instanceof HttpException ? exception.getStatus() : statusOf(exception);
  if (status === 404) return notFound(request);
  const name = byStatus[status];
  if (name === undefined) {
    return new HttpProblem('internal', problemKinds.internal.meaning, { cause: exception });
  }
  return new HttpProblem(name, problemKinds[name].meaning, { cause: exception });
}

/** A route that does not exist at all, or exists for other methods only. */
function notFound(request: Request): HttpProblem {
  const allowed = allowedMethods(request);
  if (allowed.length > 0) {
    return new HttpProblem(
      'method-not-allowed',
      {
        en: `${request.path} takes ${allowed.join(', ')}, not ${request.method}.`,
        'zh-CN': `${request.path} 支持 ${allowed.join('、')}，不支持 ${request.method}。`,
      },
      { headers: { Allow: allowed.join(', ') } },
    );
  }
  return new HttpProblem('not-found', {
    en: `There is nothing at ${request.path}. /docs lists every address.`,
    'zh-CN': `${request.path} 处没有内容。所有地址见 /docs。`,
  });
}

/** Errors of Express’s own middleware carry their status; a path with a broken percent escape is one. */
function statusOf(exception: unknown): number {
  return typeof exception === 'object' &&
    exception !== null &&
    'status' in exception &&
    typeof exception.status === 'number'
    ? exception.status
    : 500;
}

const byStatus: Readonly<Record<number, ProblemName>> = {
  400: 'bad-parameter',
  401: 'unauthenticated',
  403: 'forbidden',
  405: 'method-not-allowed',
  406: 'not-acceptable',
  413: 'too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
  503: 'unavailable',
};
