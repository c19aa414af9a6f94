import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import type { Locale } from '../lab/bilingual.js';
import { CurrentCaller } from '../people/auth-guard.js';
import { CoursesService, type Membership } from '../people/courses-service.js';
import type { Caller } from '../people/roles.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { etagOf, IfMatch } from '../platform/http/etag.js';
import { ReaderLocale } from '../platform/http/locale.js';
import {
  ApiIfMatch,
  ApiKeyed,
  ApiProblems,
  ifMatchProblems,
  jsonProblems,
} from '../platform/http/openapi.js';
import { badParameter } from '../platform/http/problem.js';
import { assignmentSchema, type AssignmentContent } from './assignment.js';
import { fullPoints } from './final-mark.js';
import {
  assignmentDetail,
  assignmentDetailSchema,
  assignmentHead,
  assignmentListSchema,
  extendSchema,
  extensionListSchema,
  extensionView,
  type AssignmentDetail,
} from './assignment-views.js';
import { AssignmentsService, type AssignmentRow } from './assignments-service.js';
import { AssignmentAttemptsService } from './assignment-attempts-service.js';

@ApiTags('assignments')
@ApiKeyed()
@ApiProblems('not-found')
@ApiHeader({ name: 'Accept-Language', description: 'en or zh-CN', required: false })
@Controller('courses/:course/assignments')
export class AssignmentsController {
  constructor(
    @Inject(CoursesService) private readonly courses: CoursesService,
    @Inject(AssignmentsService) private readonly assignments: AssignmentsService,
    @Inject(AssignmentAttemptsService) private readonly attempts: AssignmentAttemptsService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The assignments of a course, with the rules as they hold for you' })
  @ApiResponse({ status: 200, description: 'The assignments', standardSchema: assignmentListSchema })
  async list(
    @CurrentCaller() caller: Caller,
    @Param('course') slug: string,
    @ReaderLocale() locale: Locale,
  ): Promise<z.infer<typeof assignmentListSchema>> {
    const course = await this.courses.select(caller, slug);
    const items = [];
    for (const row of await this.assignments.list(course))
      items.push(
        assignmentHead(course.slug, row, await this.assignments.terms(row, caller.accountId), locale),
      );
    return { items };
  }

  @Post()
  @ApiOperation({ summary: 'Make an assignment; students see it when it is published' })
  @ApiResponse({ status: 201, description: 'The assignment', standardSchema: assignmentDetailSchema })
  @ApiProblems('forbidden', 'conflict', ...jsonProblems)
  async create(
    @CurrentCaller() caller: Caller,
    @Param('course') slug: string,
    @Body({ schema: assignmentSchema }) body: AssignmentContent,
    @ReaderLocale() locale: Locale,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AssignmentDetail> {
    const course = await this.courses.select(caller, slug, 'instructor');
    const row = await this.assignments.create(course, body);
    response.location(`/courses/${course.slug}/assignments/${row.slug}`);
    return this.#sent(caller, course, row, locale, response);
  }

  @Get(':assignment')
  @ApiOperation({ summary: 'An assignment: its rules for you, your attempts, your mark' })
  @ApiResponse({ status: 200, description: 'The assignment', standardSchema: assignmentDetailSchema })
  async read(
    @CurrentCaller() caller: Caller,
    @Param('course') slug: string,
    @Param('assignment') assignment: string,
    @ReaderLocale() locale: Locale,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AssignmentDetail> {
    const course = await this.courses.select(caller, slug);
    return this.#sent(caller, course, await this.assignments.select(course, assignment), locale, response);
  }

  @Put(':assignment')
  @ApiOperation({
    summary: 'Change an assignment',
    description:
      'Attempts that have begun keep their questions and their end; rules hold for everybody from now on.',
  })
  @ApiIfMatch()
  @ApiResponse({ status: 200, description: 'The assignment', standardSchema: assignmentDetailSchema })
  @ApiProblems('forbidden', 'not-publishable', ...jsonProblems, ...ifMatchProblems)
  async save(
    @CurrentCaller() caller: Caller,
    @Param('course') slug: string,
    @Param('assignment') assignment: string,
    @IfMatch() revision: number,
    @Body({ schema: assignmentSchema }) body: AssignmentContent,
    @ReaderLocale() locale: Locale,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AssignmentDetail> {
    const course = await this.courses.select(caller, slug, 'instructor');
    if (body.slug !== assignment) {
      throw badParameter(
        { parameter: 'assignment' },
        {
          en: `The body is about “${body.slug}”; an assignment keeps its slug.`,
          'zh-CN': `请求体中的 slug 为 “${body.slug}”；作业的 slug 不能更改。`,
        },
      );
    }
    return this.#sent(caller, course, await this.assignments.save(course, revision, body), locale, response);
  }

  @Post(':assignment/publish')
  @HttpCode(200)
  @ApiOperation({ summary: 'Let students see it; they may begin when it opens' })
  @ApiIfMatch()
  @ApiResponse({ status: 200, description: 'The assignment', standardSchema: assignmentDetailSchema })
  @ApiProblems('forbidden', 'not-publishable', ...ifMatchProblems)
  async publish(
    @CurrentCaller() caller: Caller,
    @Param('course') slug: string,
    @Param('assignment') assignment: string,
    @IfMatch() revision: number,
    @ReaderLocale() locale: Locale,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AssignmentDetail> {
    const course = await this.courses.select(caller, slug, 'instructor');
    const row = await this.assignments.publish(course, assignment, revision, this.clock());
    return this.#sent(caller, course, row, locale, response);
  }

  @Get(':assignment/extensions')
  @ApiOperation({ summary: 'Who has more than the rules give' })
  @ApiResponse({ status: 200, description: 'The extensions', standardSchema: extensionListSchema })
  @ApiProblems('forbidden')
  async extensions(
    @CurrentCaller() caller: Caller,
    @Param('course') slug: string,
    @Param('assignment') assignment: string,
  ): Promise<z.infer<typeof extensionListSchema>> {
    const course = await this.courses.select(caller, slug, 'instructor');
    const { id } = await this.assignments.select(course, assignment);
    return { items: (await this.assignments.extensions(id)).map(extensionView) };
  }

  @Put(':assignment/extensions')
  @ApiOperation({
    summary: 'Give several students the same extension, or exempt them; one they have is replaced',
    description: 'It holds for attempts that begin from now on, and for what is late.',
  })
  @ApiResponse({ status: 200, description: 'Theirs', standardSchema: extensionListSchema })
  @ApiProblems('forbidden', ...jsonProblems)
  async extend(
    @CurrentCaller() caller: Caller,
    @Param('course') slug: string,
    @Param('assignment') assignment: string,
    @Body({ schema: extendSchema }) { accounts, extension }: z.infer<typeof extendSchema>,
  ): Promise<z.infer<typeof extensionListSchema>> {
    const course = await this.courses.select(caller, slug, 'instructor');
    const row = await this.assignments.select(course, assignment);
    return { items: (await this.assignments.extend(row, accounts, extension)).map(extensionView) };
  }

  async #sent(
    caller: Caller,
    course: Membership,
    row: AssignmentRow,
    locale: Locale,
    response: Response,
  ): Promise<AssignmentDetail> {
    response.setHeader('ETag', etagOf(row.revision));
    const own = {
      terms: await this.assignments.terms(row, caller.accountId),
      attempts: await this.attempts.list(caller, row),
      override: await this.assignments.override(row.id, caller.accountId),
      full: fullPoints(row.content),
    };
    return assignmentDetail(course, row, own, this.clock().getTime(), locale);
  }
}
