import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { CurrentCaller } from '../people/auth-guard.js';
import { CoursesService } from '../people/courses-service.js';
import type { Caller } from '../people/roles.js';
import { ApiKeyed, ApiProblems, jsonProblems } from '../platform/http/openapi.js';
import { newRegradeSchema, regradeListSchema, regradeSchema, regradeView, headOf } from './regrade-views.js';
import { RegradesService } from './regrades-service.js';

const idSchema = z.uuid();

@ApiTags('gradebook')
@ApiKeyed()
@ApiProblems('not-found', 'forbidden', 'bad-parameter')
@Controller('courses/:course/regrades')
export class RegradesController {
  constructor(
    @Inject(CoursesService) private readonly courses: CoursesService,
    @Inject(RegradesService) private readonly regrades: RegradesService,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'See what the newest version of a question or an exercise makes of what was answered',
    description:
      'Old and new marks side by side; nothing changes before it is applied. Of an exercise, stored submissions are run again: GET it to see how far they are.',
  })
  @ApiResponse({ status: 201, description: 'The preview', standardSchema: regradeSchema })
  @ApiProblems('unknown-question', 'unknown-exercise', 'conflict', 'not-regradable', ...jsonProblems)
  async create(
    @CurrentCaller() caller: Caller,
    @Param('course') slug: string,
    @Body({ schema: newRegradeSchema }) body: z.infer<typeof newRegradeSchema>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<z.infer<typeof regradeSchema>> {
    const course = await this.courses.select(caller, slug, 'instructor');
    const { reason } = body;
    const wish =
      'question' in body
        ? ({ kind: 'question', slug: body.question, reason } as const)
        : ({ kind: 'exercise', slug: body.exercise, reason } as const);
    const view = regradeView(course.slug, await this.regrades.create(caller, course, wish));
    response.location(view.url);
    return view;
  }

  @Get()
  @ApiOperation({ summary: 'The regrades of the course, newest first' })
  @ApiResponse({ status: 200, description: 'The regrades', standardSchema: regradeListSchema })
  async list(
    @CurrentCaller() caller: Caller,
    @Param('course') slug: string,
  ): Promise<z.infer<typeof regradeListSchema>> {
    const course = await this.courses.select(caller, slug, 'instructor');
    return { items: (await this.regrades.list(course)).map((each) => headOf(course.slug, each)) };
  }

  @Get(':regrade')
  @ApiOperation({ summary: 'A regrade: old and new marks side by side' })
  @ApiResponse({ status: 200, description: 'The regrade', standardSchema: regradeSchema })
  async read(
    @CurrentCaller() caller: Caller,
    @Param('course') slug: string,
    @Param('regrade', { schema: idSchema }) id: string,
  ): Promise<z.infer<typeof regradeSchema>> {
    const course = await this.courses.select(caller, slug, 'instructor');
    return regradeView(course.slug, await this.regrades.read(course, id));
  }

  @Post(':regrade/apply')
  @HttpCode(200)
  @ApiOperation({ summary: 'Let the new version mark from now on; every changed mark is written down' })
  @ApiResponse({ status: 200, description: 'The regrade', standardSchema: regradeSchema })
  @ApiProblems('conflict')
  async apply(
    @CurrentCaller() caller: Caller,
    @Param('course') slug: string,
    @Param('regrade', { schema: idSchema }) id: string,
  ): Promise<z.infer<typeof regradeSchema>> {
    const course = await this.courses.select(caller, slug, 'instructor');
    return regradeView(course.slug, await this.regrades.apply(caller, course, id));
  }

  @Post(':regrade/drop')
  @HttpCode(200)
  @ApiOperation({ summary: 'Leave the marks as they are' })
  @ApiResponse({ status: 200, description: 'The regrade', standardSchema: regradeSchema })
  @ApiProblems('conflict')
  async drop(
    @CurrentCaller() caller: Caller,
    @Param('course') slug: string,
    @Param('regrade', { schema: idSchema }) id: string,
  ): Promise<z.infer<typeof regradeSchema>> {
    const course = await this.courses.select(caller, slug, 'instructor');
    return regradeView(course.slug, await this.regrades.drop(course, id));
  }
}
