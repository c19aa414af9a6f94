import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import type { Locale } from '../lab/bilingual.js';
import { posixTypes, posixTypesFile, typesWithKit } from '../lab/posix/declarations.js';
import { ReaderLocale } from '../platform/http/locale.js';
import { ApiProblems } from '../platform/http/openapi.js';
import { HttpProblem } from '../platform/http/problem.js';
import { Public } from '../platform/http/public.js';
import { BankService } from './bank-service.js';
import {
  detail,
  exerciseDetailSchema,
  exerciseListSchema,
  summarize,
  type ExerciseDetail,
} from './exercise-views.js';

/** Exercises may be read by anybody: a newcomer sees what there is before asking for a key. */
@ApiTags('exercises')
@ApiProblems('too-many-requests', 'internal')
@Public()
@Controller('exercises')
export class ExercisesController {
  constructor(@Inject(BankService) private readonly bank: BankService) {}

  @Get()
  @ApiOperation({ summary: 'The exercises, easiest first' })
  @ApiHeader({ name: 'Accept-Language', description: 'en or zh-CN', required: false })
  @ApiResponse({ status: 200, description: 'The exercises', standardSchema: exerciseListSchema })
  async list(@ReaderLocale() locale: Locale): Promise<z.infer<typeof exerciseListSchema>> {
    return { items: (await this.bank.list()).map((exercise) => summarize(exercise, locale)) };
  }

  @Get(':slug')
  @ApiOperation({ summary: 'An exercise: statement, hints, checks' })
  @ApiHeader({ name: 'Accept-Language', description: 'en or zh-CN', required: false })
  @ApiResponse({ status: 200, description: 'The exercise', standardSchema: exerciseDetailSchema })
  @ApiProblems('unknown-exercise')
  async read(@Param('slug') slug: string, @ReaderLocale() locale: Locale): Promise<ExerciseDetail> {
    return detail((await this.bank.select(slug)).exercise, locale);
  }

  @Get(':slug/starter.ts')
  @ApiOperation({ summary: 'The file to start from' })
  @ApiProduces('text/plain')
  @ApiResponse({
    status: 200,
    description: 'TypeScript',
    content: { 'text/plain': { schema: { type: 'string' } } },
  })
  @ApiProblems('unknown-exercise', 'not-found')
  async starter(@Param('slug') slug: string, @Res() response: Response): Promise<void> {
    const { exercise } = await this.bank.select(slug);
    if (exercise.kind === 'prediction') {
      throw new HttpProblem('not-found', {
        en: `The exercise “${slug}” asks for a prediction; there is no program to start from.`,
        'zh-CN': `练习 “${slug}” 只要求预测，没有起始代码。`,
      });
    }
    sendSource(response, exercise.starter);
  }

  @Get(':slug/types.d.ts')
  @ApiOperation({
    summary: 'The types a submission is checked against; with a kit, they refer to its own beside them',
  })
  @ApiProduces('text/plain')
  @ApiResponse({
    status: 200,
    description: 'TypeScript',
    content: { 'text/plain': { schema: { type: 'string' } } },
  })
  @ApiProblems('unknown-exercise')
  async types(@Param('slug') slug: string, @Res() response: Response): Promise<void> {
    sendSource(response, typesWithKit((await this.bank.select(slug)).exercise));
  }

  @Get(`:slug/${posixTypesFile}`)
  @ApiOperation({
    summary: 'The module `posix`, for exercises that have the kit',
    description:
      'Keep it beside types.d.ts, which refers to it. The documentation in it is in English and Chinese.',
  })
  @ApiProduces('text/plain')
  @ApiResponse({
    status: 200,
    description: 'TypeScript',
    content: { 'text/plain': { schema: { type: 'string' } } },
  })
  @ApiProblems('unknown-exercise', 'not-found')
  async kitTypes(@Param('slug') slug: string, @Res() response: Response): Promise<void> {
    const { exercise } = await this.bank.select(slug);
    if (exercise.kit !== 'posix') {
      throw new HttpProblem('not-found', {
        en: `The exercise “${slug}” does not come with the module posix.`,
        'zh-CN': `练习 “${slug}” 没有提供 posix 模块。`,
      });
    }
    sendSource(response, posixTypes());
  }
}

/** Plain text: `video/mp2t` is what the extension `.ts` means to most programs. */
function sendSource(response: Response, source: string): void {
  response.type('text/plain; charset=utf-8').send(source);
}
