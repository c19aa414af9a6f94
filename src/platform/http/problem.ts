import { z } from 'zod';
import type { Bilingual, Locale } from '../../lab/bilingual.js';
import { problemKinds, type ProblemName } from './problem-catalogue.js';

/** What is wrong with one field. Exactly one of `pointer` (body), `parameter` (path, query) and `header` is there. */
export interface FieldProblem {
  /** JSON Pointer (RFC 6901) into the body; the empty one is the whole body. */
  readonly pointer?: string;
  readonly parameter?: string;
  readonly header?: string;
  readonly detail: Bilingual;
}

/** Thrown anywhere in a request, answered as `application/problem+json` in the reader’s language. */
export class HttpProblem extends Error {
  override name = 'HttpProblem';
  readonly problem: ProblemName;
  readonly detail: Bilingual;
  readonly errors: readonly FieldProblem[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    problem: ProblemName,
    detail: Bilingual,
    options: { errors?: readonly FieldProblem[]; headers?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(detail.en, { cause: options.cause });
    this.problem = problem;
    this.detail = detail;
    this.errors = options.errors ?? [];
    this.headers = options.headers ?? {};
  }
}

/** A header or parameter that is wrong by itself, which is the common case. */
export function badParameter(
  where: Pick<FieldProblem, 'parameter' | 'header'>,
  detail: Bilingual,
): HttpProblem {
  return new HttpProblem('bad-parameter', detail, { errors: [{ ...where, detail }] });
}

export const fieldProblemSchema = z
  .strictObject({
    pointer: z.string().optional().meta({ description: 'JSON Pointer into the body', example: '/source' }),
    parameter: z.string().optional().meta({ description: 'Name of a path or query parameter' }),
    header: z.string().optional().meta({ description: 'Name of a header' }),
    detail: z.string(),
  })
  .meta({ id: 'FieldProblem' });

export const problemSchema = z
  .strictObject({
    type: z.string().meta({
      description: 'Stable; relative to the service, and served as a page',
      example: '/problems/validation',
    }),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string().meta({ description: 'The address asked for' }),
    requestId: z.string(),
    errors: z.array(fieldProblemSchema).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details' });

export type ProblemBody = z.infer<typeof problemSchema>;

export function problemBody(
  problem: HttpProblem,
  locale: Locale,
  request: { path: string; id: string },
): ProblemBody {
  const kind = problemKinds[problem.problem];
  return {
    type: `/problems/${problem.problem}`,
    title: kind.title[locale],
    status: kind.status,
    detail: problem.detail[locale],
    instance: request.path,
    requestId: request.id,
    ...(problem.errors.length === 0
      ? {}
      : { errors: problem.errors.map(({ detail, ...where }) => ({ ...where, detail: detail[locale] })) }),
  };
}
