import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Query,
  Res,
} from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import type { Locale } from '../lab/bilingual.js';
import { CurrentCaller, Roles } from '../people/auth-guard.js';
import type { Caller } from '../people/roles.js';
import { etagOf, IfMatch } from '../platform/http/etag.js';
import { ReaderLocale } from '../platform/http/locale.js';
import {
  ApiIfMatch,
  ApiKeyed,
  ApiProblems,
  ifMatchProblems,
  jsonProblems,
} from '../platform/http/openapi.js';
import { studentQuestionSchema, type StudentQuestion } from '../questions/present.js';
import { previewAnswer, previewOf, triedSchema, type Tried } from './question-preview.js';
import {
  authored,
  authoredQuestionSchema,
  contentSchema,
  headOf,
  questionListSchema,
  type AuthoredQuestion,
} from './question-views.js';
import { QuestionsService, type QuestionRow } from './questions-service.js';

const previewQuery = z.strictObject({
  seed: z.coerce
    .number()
    .int()
    .min(0)
    .max(0xffff_ffff)
    .default(1)
    .meta({ description: 'Of the attempt: order of the options, values of parameters' }),
});

const triedAnswerSchema = z
  .strictObject({ answer: z.unknown().meta({ description: 'As a student would send it' }) })
  .meta({ id: 'TriedAnswer' });

const versionSchema = z.coerce.number().int().positive();

/** Questions as content, keys included: for those who write them. Students meet questions in attempts only. */
@ApiTags('questions')
@ApiKeyed()
@ApiProblems('forbidden')
@Roles(['admin', 'instructor'])
@Controller('questions')
export class QuestionsController {
  constructor(@Inject(QuestionsService) private readonly questions: QuestionsService) {}

  @Get()
  @ApiOperation({ summary: 'The questions, each in its newest version' })
  @ApiResponse({ status: 200, description: 'The questions', standardSchema: questionListSchema })
  async list(): Promise<z.infer<typeof questionListSchema>> {
    return { items: (await this.questions.list()).map(headOf) };
  }

  @Post()
  @ApiOperation({
    summary: 'Begin a question, or the next version of a published one, as a draft',
    description: 'The body is what a file of seed/questions holds; it may be incomplete.',
  })
  @ApiResponse({ status: 201, description: 'The draft', standardSchema: authoredQuestionSchema })
  @ApiProblems('conflict', ...jsonProblems)
  async create(
    @CurrentCaller() caller: Caller,
    @Body({ schema: contentSchema }) body: z.infer<typeof contentSchema>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AuthoredQuestion> {
    const row = await this.questions.createDraft(body.slug, body, caller.accountId);
    response.location(`/questions/${row.slug}`);
    return this.#sent(row, response);
  }

  @Get(':slug')
  @ApiOperation({ summary: 'The newest version, draft or not, with its ETag' })
  @ApiResponse({ status: 200, description: 'The question', standardSchema: authoredQuestionSchema })
  @ApiProblems('unknown-question')
  async read(
    @Param('slug') slug: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AuthoredQuestion> {
    return this.#sent(await this.questions.select(slug), response);
  }

  @Put(':slug')
  @ApiOperation({ summary: 'Change the draft' })
  @ApiIfMatch()
  @ApiResponse({ status: 200, description: 'The draft', standardSchema: authoredQuestionSchema })
  @ApiProblems('unknown-question', 'conflict', ...jsonProblems, ...ifMatchProblems)
  async save(
    @Param('slug') slug: string,
    @IfMatch() revision: number,
    @Body({ schema: contentSchema.partial({ slug: true }) }) body: Record<string, unknown>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AuthoredQuestion> {
    return this.#sent(await this.questions.saveDraft(slug, revision, body), response);
  }

  @Delete(':slug')
  @HttpCode(204)
  @ApiOperation({ summary: 'Throw the draft away; published versions stay' })
  @ApiIfMatch()
  @ApiResponse({ status: 204, description: 'Gone' })
  @ApiProblems('unknown-question', 'conflict', ...ifMatchProblems)
  async drop(@Param('slug') slug: string, @IfMatch() revision: number): Promise<void> {
    await this.questions.dropDraft(slug, revision);
  }

  @Post(':slug/publish')
  @HttpCode(200)
  @ApiOperation({ summary: 'Publish the draft: from now on this version never changes' })
  @ApiIfMatch()
  @ApiResponse({ status: 200, description: 'The question', standardSchema: authoredQuestionSchema })
  @ApiProblems('unknown-question', 'conflict', 'not-publishable', ...ifMatchProblems)
  async publish(
    @Param('slug') slug: string,
    @IfMatch() revision: number,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AuthoredQuestion> {
    return this.#sent(await this.questions.publish(slug, revision), response);
  }

  @Post(':slug/retire')
  @HttpCode(200)
  @ApiOperation({ summary: 'Retire the question: nothing new takes it up, what uses it keeps it' })
  @ApiIfMatch()
  @ApiResponse({ status: 200, description: 'The question', standardSchema: authoredQuestionSchema })
  @ApiProblems('unknown-question', 'conflict', ...ifMatchProblems)
  async retire(
    @Param('slug') slug: string,
    @IfMatch() revision: number,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AuthoredQuestion> {
    return this.#sent(await this.questions.retire(slug, revision), response);
  }

  @Get(':slug/versions')
  @ApiOperation({ summary: 'All versions, newest first' })
  @ApiResponse({ status: 200, description: 'The versions', standardSchema: questionListSchema })
  @ApiProblems('unknown-question')
  async versions(@Param('slug') slug: string): Promise<z.infer<typeof questionListSchema>> {
    return { items: (await this.questions.versions(slug)).map(headOf) };
  }

  @Get(':slug/versions/:version')
  @ApiOperation({ summary: 'One version' })
  @ApiResponse({ status: 200, description: 'The question', standardSchema: authoredQuestionSchema })
  @ApiProblems('unknown-question', 'bad-parameter')
  async version(
    @Param('slug') slug: string,
    @Param('version', { schema: versionSchema }) version: number,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AuthoredQuestion> {
    return this.#sent(await this.questions.select(slug, version), response);
  }

  @Get(':slug/versions/:version/preview')
  @ApiOperation({ summary: 'The question as a student would see it' })
  @ApiHeader({ name: 'Accept-Language', description: 'en or zh-CN', required: false })
  @ApiResponse({ status: 200, description: 'What a student sees', standardSchema: studentQuestionSchema })
  @ApiProblems('unknown-question', 'bad-parameter', 'not-publishable')
  async preview(
    @Param('slug') slug: string,
    @Param('version', { schema: versionSchema }) version: number,
    @Query({ schema: previewQuery }) { seed }: z.infer<typeof previewQuery>,
    @ReaderLocale() locale: Locale,
  ): Promise<StudentQuestion> {
    return previewOf(this.questions.complete(await this.questions.select(slug, version)), seed, locale);
  }

  @Post(':slug/versions/:version/preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'Answer it as a student would: what that earns and what is said to it' })
  @ApiHeader({ name: 'Accept-Language', description: 'en or zh-CN', required: false })
  @ApiResponse({ status: 200, description: 'What the answer earns', standardSchema: triedSchema })
  @ApiProblems('unknown-question', 'bad-parameter', 'not-publishable', ...jsonProblems)
  async answer(
    @Param('slug') slug: string,
    @Param('version', { schema: versionSchema }) version: number,
    @Query({ schema: previewQuery }) { seed }: z.infer<typeof previewQuery>,
    @Body({ schema: triedAnswerSchema }) { answer }: z.infer<typeof triedAnswerSchema>,
    @ReaderLocale() locale: Locale,
  ): Promise<Tried> {
    return previewAnswer(
      this.questions.complete(await this.questions.select(slug, version)),
      seed,
      locale,
      answer,
    );
  }

  #sent(row: QuestionRow, response: Response): AuthoredQuestion {
    response.setHeader('ETag', etagOf(row.revision));
    return authored(row, this.questions.problems(row.content));
  }
}
