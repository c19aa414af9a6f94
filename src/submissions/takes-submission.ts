import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiProduces, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { mechanisms } from '../lab/verdict/report.js';
import { ApiProblems, jsonOrFileBody } from '../platform/http/openapi.js';
import type { ProblemName } from '../platform/http/problem-catalogue.js';
import { Costly } from '../platform/http/rate-limit.js';
import { newSubmissionSchema } from './new-submission.js';
import { submissionSchema } from './submission-views.js';

/** A handler that takes a submission through `SubmissionIntake`; `problems` are those of its own. */
export function TakesSubmission(
  { id, summary }: { readonly id: string; readonly summary: string },
  ...problems: ProblemName[]
): MethodDecorator {
  return applyDecorators(
    Costly(),
    ApiOperation({
      operationId: id,
      summary,
      description:
        'Answers 202 at once; with `Prefer: wait=N` it answers 200 with the report as soon as that exists, or 202 after N seconds.',
      requestBody: jsonOrFileBody(newSubmissionSchema),
    }),
    ApiQuery({
      name: 'mode',
      required: false,
      description: '`try` runs the visible situations only and counts nowhere',
      schema: { type: 'string', enum: ['try'] },
    }),
    ApiQuery({
      name: 'prediction',
      required: false,
      description: 'Without a JSON body: how you expect the program to wait',
      schema: { type: 'string', enum: [...mechanisms] },
    }),
    ApiQuery({
      name: 'program',
      required: false,
      description: 'Without a JSON body: which of the exercise’s programs is predicted',
      schema: { type: 'string' },
    }),
    ApiHeader({
      name: 'Prefer',
      required: false,
      description: 'wait=N, seconds',
      schema: { type: 'string', example: 'wait=60' },
    }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'Repeating a request with the same key repeats its answer',
    }),
    ApiHeader({ name: 'Accept-Language', required: false, description: 'en or zh-CN, for text/plain' }),
    ApiProduces('application/json', 'text/plain'),
    ApiResponse({ status: 200, description: 'Graded within the wait', standardSchema: submissionSchema }),
    ApiResponse({
      status: 202,
      description: 'Queued',
      standardSchema: submissionSchema,
      headers: { Location: { description: 'The submission', schema: { type: 'string' } } },
    }),
    ApiProblems(
      'bad-parameter',
      'bad-encoding',
      'malformed-json',
      'forbidden',
      'not-acceptable',
      'too-large',
      'unsupported-media-type',
      'validation',
      'idempotency-key-reused',
      ...problems,
    ),
  );
}
