import { Controller, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { BankService } from '../bank/bank-service.js';
import type { Locale } from '../lab/bilingual.js';
import { CurrentCaller } from '../people/auth-guard.js';
import type { Caller } from '../people/roles.js';
import { ReaderLocale } from '../platform/http/locale.js';
import { ApiKeyed } from '../platform/http/openapi.js';
import { SubmissionIntake } from './submission-intake.js';
import { SubmissionsService } from './submissions-service.js';
import { TakesSubmission } from './takes-submission.js';

@ApiTags('submissions')
@ApiKeyed()
@Controller('exercises/:slug/submissions')
export class CreateController {
  constructor(
    @Inject(BankService) private readonly bank: BankService,
    @Inject(SubmissionsService) private readonly submissions: SubmissionsService,
    @Inject(SubmissionIntake) private readonly intake: SubmissionIntake,
  ) {}

  @Post()
  @TakesSubmission(
    {
      id: 'submissions.create',
      summary: 'Submit a solution, as JSON or as the file itself, or a prediction',
    },
    'unknown-exercise',
  )
  async create(
    @CurrentCaller() caller: Caller,
    @Param('slug') slug: string,
    @ReaderLocale() locale: Locale,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const on = await this.bank.select(slug);
    const read = this.intake.read(caller, on, request, response);
    const created = await this.submissions.create(caller, { ...read.wish, within: null });
    await this.intake.answer(caller, created, read, locale, response);
  }
}
