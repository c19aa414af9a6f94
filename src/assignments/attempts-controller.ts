import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Put, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Locale } from '../lab/bilingual.js';
import { CurrentCaller } from '../people/auth-guard.js';
import { CoursesService } from '../people/courses-service.js';
import type { Caller } from '../people/roles.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { etagOf, matchedRevision } from '../platform/http/etag.js';
import { ReaderLocale } from '../platform/http/locale.js';
import { ApiKeyed, ApiProblems, jsonProblems } from '../platform/http/openapi.js';
import { SubmissionIntake } from '../submissions/submission-intake.js';
import { SubmissionsService } from '../submissions/submissions-service.js';
import { TakesSubmission } from '../submissions/takes-submission.js';
import { AnswersService } from './answers-service.js';
import { AssignmentsService } from './assignments-service.js';
import { endedAt } from './attempt-end.js';
import { isOver, noSeedHere } from './attempt-problems.js';
import { positionSchema, type AttemptRow } from './attempt-row.js';
import {
  answerBodySchema,
  attemptSchema,
  attemptView,
  savedSchema,
  savedView,
  studentSees,
  type Sees,
  type AttemptView,
} from './attempt-views.js';
import { AssignmentAttemptsService } from './assignment-attempts-service.js';

const idSchema = z.uuid();

@ApiTags('attempts')
@ApiKeyed()
@ApiProblems('not-found', 'bad-parameter')
@ApiHeader({ name: 'Accept-Language', description: 'en or zh-CN', required: false })
@Controller()
export class AttemptsController {
  constructor(
    @Inject(CoursesService) private readonly courses: CoursesService,
    @Inject(AssignmentsService) private readonly assignments: AssignmentsService,
    @Inject(AssignmentAttemptsService) private readonly attempts: AssignmentAttemptsService,
    @Inject(AnswersService) private readonly answers: AnswersService,
    @Inject(SubmissionsService) private readonly submissions: SubmissionsService,
    @Inject(SubmissionIntake) private readonly intake: SubmissionIntake,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('courses/:course/assignments/:assignment/attempts')
  @ApiOperation({
    summary: 'Begin an attempt, or get the one that is open',
    description: 'Whoever teaches the course gets a preview: what a student would see, counted nowhere.',
  })
  @ApiResponse({ status: 201, description: 'The attempt', standardSchema: attemptSchema })
  @ApiProblems('not-startable')
  async start(
    @CurrentCaller() caller: Caller,
    @Param('course') slug: string,
    @Param('assignment') assignment: string,
    @ReaderLocale() locale: Locale,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AttemptView> {
    const course = await this.courses.select(caller, slug);
    const attempt = await this.attempts.start(
      caller,
      course,
      await this.assignments.select(course, assignment),
    );
    response.location(`/attempts/${attempt.id}`);
    return this.#view(caller, attempt, locale);
  }

  @Get('attempts/:id')
  @ApiOperation({
    summary: 'Your attempt: questions, your answers, and afterwards what the rules let you see',
  })
  @ApiResponse({ status: 200, description: 'The attempt', standardSchema: attemptSchema })
  async read(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: idSchema }) id: string,
    @ReaderLocale() locale: Locale,
  ): Promise<AttemptView> {
    return this.#view(caller, await this.attempts.select(caller, id), locale);
  }

  @Put('attempts/:id/items/:position/answer')
  @ApiOperation({
    summary: 'Save an answer; the same one again changes nothing',
    description:
      'With If-Match, an answer that was changed meanwhile in another tab is not overwritten. What comes after the end is kept, and does not count.',
  })
  @ApiHeader({ name: 'If-Match', description: 'The ETag of the answer you have seen', required: false })
  @ApiResponse({ status: 200, description: 'The answer as it is kept', standardSchema: savedSchema })
  @ApiProblems('attempt-over', 'bad-parameter', 'precondition-failed', ...jsonProblems)
  async save(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: idSchema }) id: string,
    @Param('position', { schema: positionSchema }) position: number,
    @Body({ schema: answerBodySchema }) { answer, certainty }: z.infer<typeof answerBodySchema>,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<z.infer<typeof savedSchema>> {
    const revision = ifMatch === undefined ? null : matchedRevision(ifMatch);
    const saved = await this.answers.save(caller, id, position, { answer, certainty, revision });
    response.setHeader('ETag', etagOf(saved.revision));
    return savedView(saved);
  }

  @Post('attempts/:id/items/:position/hints')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take the next hint of a question; its price is in the question' })
  @ApiResponse({ status: 200, description: 'The attempt', standardSchema: attemptSchema })
  @ApiProblems('attempt-over')
  async hint(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: idSchema }) id: string,
    @Param('position', { schema: positionSchema }) position: number,
    @ReaderLocale() locale: Locale,
  ): Promise<AttemptView> {
    return this.#view(caller, await this.attempts.hint(caller, id, position), locale);
  }

  @Post('attempts/:id/items/:position/submissions')
  @TakesSubmission(
    {
      id: 'attempts.submitTo',
      summary: 'Submit a program or a prediction for an exercise of your attempt',
    },
    'not-found',
    'not-submittable',
    'attempt-over',
    'conflict',
  )
  async submitTo(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: idSchema }) id: string,
    @Param('position', { schema: positionSchema }) position: number,
    @ReaderLocale() locale: Locale,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const tryOnly = request.query['mode'] !== undefined;
    const { attempt, on, within } = await this.attempts.submissionTo(caller, id, position, tryOnly);
    const read = this.intake.read(caller, on, request, response);
    if (read.wish.seed !== null && !attempt.preview) throw noSeedHere();
    const created = await this.submissions.create(caller, { ...read.wish, within });
    const at = new Date(created.view.createdAt);
    if (created.view.mode === 'late')
      throw isOver(endedAt(attempt, at) ?? at, attempt.assignment.content, 'answer');
    await this.intake.answer(caller, created, read, locale, response);
  }

  @Post('attempts/:id/submit')
  @HttpCode(200)
  @ApiOperation({ summary: 'Submit the attempt; submitting twice is submitting once' })
  @ApiResponse({ status: 200, description: 'The attempt', standardSchema: attemptSchema })
  async submit(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: idSchema }) id: string,
    @ReaderLocale() locale: Locale,
  ): Promise<AttemptView> {
    return this.#view(caller, await this.attempts.submit(caller, id), locale);
  }

  /** A preview is what a student would see; to an assistant, who may make as many as wanted, it tells no key and no mark. */
  async #view(caller: Caller, attempt: AttemptRow, locale: Locale): Promise<AttemptView> {
    const hidden =
      attempt.preview && (await this.courses.select(caller, attempt.courseSlug)).role === 'assistant';
    const sees: Sees = hidden ? () => false : studentSees(attempt, this.clock().getTime());
    return attemptView(attempt, sees, locale);
  }
}
