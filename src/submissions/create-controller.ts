import { Controller, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiProduces, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { BankService } from '../bank/bank-service.js';
import type { Locale } from '../lab/bilingual.js';
import { mechanisms } from '../lab/verdict/report.js';
import { CurrentCaller } from '../people/auth-guard.js';
import type { Caller } from '../people/roles.js';
import { SETTINGS, type Settings } from '../platform/config/settings.js';
import { jsonOrText, sendText } from '../platform/http/accept.js';
import { ReaderLocale } from '../platform/http/locale.js';
import { ApiKeyed, ApiProblems, jsonOrFileBody } from '../platform/http/openapi.js';
import { Costly } from '../platform/http/rate-limit.js';
import { idempotencyKey } from './idempotency-service.js';
import { newSubmissionSchema, readSubmission } from './new-submission.js';
import { preferredWait } from './prefer.js';
import { ReportWait } from './report-wait.js';
import { submissionSchema, textOf } from './submission-views.js';
import { SubmissionsService } from './submissions-service.js';

@ApiTags('submissions')
@ApiKeyed()
@Controller('exercises/:slug/submissions')
export class CreateController {
  constructor(
    @Inject(BankService) private readonly bank: BankService,
    @Inject(SubmissionsService) private readonly submissions: SubmissionsService,
    @Inject(ReportWait) private readonly reports: ReportWait,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Post()
  @Costly()
  @ApiOperation({
    operationId: 'submissions.create',
    summary: 'Submit a solution, as JSON or as the file itself, or a prediction',
    description:
      'Answers 202 at once; with `Prefer: wait=N` it answers 200 with the report as soon as that exists, or 202 after N seconds.',
    requestBody: jsonOrFileBody(newSubmissionSchema),
  })
  @ApiQuery({
    name: 'prediction',
    required: false,
    description: 'Without a JSON body: how you expect the program to wait',
    schema: { type: 'string', enum: [...mechanisms] },
  })
  @ApiQuery({
    name: 'program',
    required: false,
    description: 'Without a JSON body: which of the exercise’s programs is predicted',
    schema: { type: 'string' },
  })
  @ApiHeader({
    name: 'Prefer',
    required: false,
    description: 'wait=N, seconds',
    schema: { type: 'string', example: 'wait=60' },
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'Repeating a request with the same key repeats its answer',
  })
  @ApiHeader({ name: 'Accept-Language', required: false, description: 'en or zh-CN, for text/plain' })
  @ApiProduces('application/json', 'text/plain')
  @ApiResponse({ status: 200, description: 'Graded within the wait', standardSchema: submissionSchema })
  @ApiResponse({
    status: 202,
    description: 'Queued',
    standardSchema: submissionSchema,
    headers: { Location: { description: 'The submission', schema: { type: 'string' } } },
  })
  @ApiProblems(
    'bad-parameter',
    'bad-encoding',
    'malformed-json',
    'forbidden',
    'unknown-exercise',
    'not-acceptable',
    'too-large',
    'unsupported-media-type',
    'validation',
    'idempotency-key-reused',
  )
  async create(
    @CurrentCaller() caller: Caller,
    @Param('slug') slug: string,
    @ReaderLocale() locale: Locale,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    // Everything that can be wrong with the request is found before anything is stored.
    const format = jsonOrText(request, response);
    const wait = preferredWait(request.header('prefer'), this.settings.longestWaitSeconds);
    const key = idempotencyKey(request.header('idempotency-key'));
    const on = await this.bank.select(slug);
    const body = readSubmission(request, on.exercise, caller, this.settings.sourceLimitBytes);

    const { view, replayed } = await this.submissions.create(caller, { on, ...body, idempotencyKey: key });
    response.setHeader('Location', view.url);
    if (replayed) response.setHeader('Idempotency-Replayed', 'true');

    let answer = view;
    if (wait !== null && wait > 0) {
      const gone = new AbortController();
      response.on('close', () => gone.abort());
      const done = await this.reports.untilDone(view.id, wait, gone.signal);
      if (gone.signal.aborted) return;
      answer = await this.submissions.select(caller, view.id);
      response.setHeader('Preference-Applied', `wait=${wait}`);
      if (done) response.setHeader('Content-Location', view.url);
    }
    response.status(answer.status === 'done' ? 200 : 202);
    if (format === 'text') sendText(response, textOf(answer, locale));
    else response.json(answer);
  }
}
