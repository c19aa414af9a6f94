import { Body, Controller, Get, HttpCode, Inject, Param, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { positionSchema } from '../assignments/attempt-row.js';
import { AssignmentsService } from '../assignments/assignments-service.js';
import type { Locale } from '../lab/bilingual.js';
import { CurrentCaller } from '../people/auth-guard.js';
import { CoursesService } from '../people/courses-service.js';
import type { Caller } from '../people/roles.js';
import { ReaderLocale } from '../platform/http/locale.js';
import { ApiKeyed, ApiProblems, jsonProblems } from '../platform/http/openapi.js';
import { awardSchema, type Award } from './award.js';
import { CourseWork } from './course-work.js';
import { MarkingService } from './marking-service.js';
import {
  changeListSchema,
  changeView,
  overrideSchema,
  taughtAttempt,
  taughtAttemptListSchema,
  taughtAttemptSchema,
  taughtHead,
  waitingListSchema,
  waitingView,
} from './marking-views.js';

const idSchema = z.uuid();

const changesQuerySchema = z.strictObject({
  assignment: z.string().max(64).optional(),
  account: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: z.uuid().optional().meta({ description: 'From “next” of the page before' }),
});

@ApiTags('gradebook')
@ApiKeyed()
@ApiProblems('not-found', 'forbidden', 'bad-parameter')
@ApiHeader({ name: 'Accept-Language', description: 'en or zh-CN', required: false })
@Controller('courses/:course')
export class MarkingController {
  constructor(
    @Inject(CoursesService) private readonly courses: CoursesService,
    @Inject(AssignmentsService) private readonly assignments: AssignmentsService,
    @Inject(CourseWork) private readonly work: CourseWork,
    @Inject(MarkingService) private readonly marking: MarkingService,
  ) {}

  @Get('assignments/:assignment/attempts')
  @ApiOperation({
    summary: 'Everybody’s attempts at an assignment; an assistant sees those of the own section',
  })
  @ApiResponse({ status: 200, description: 'The attempts', standardSchema: taughtAttemptListSchema })
  async attempts(
    @CurrentCaller() caller: Caller,
    @Param('course') slug: string,
    @Param('assignment') assignment: string,
  ): Promise<z.infer<typeof taughtAttemptListSchema>> {
    const course = await this.courses.select(caller, slug, 'assistant');
    const { id } = await this.assignments.select(course, assignment);
    const work = await this.work.read(course, { assignmentIds: [id] });
    return {
      items: work.students.flatMap((student) =>
        work.attemptsOf(id, student.accountId).map((attempt) => taughtHead(course, { student, attempt })),
      ),
    };
  }

  @Get('attempts/:attempt')
  @ApiOperation({
    summary: 'A student’s attempt, as whoever teaches sees it; an assistant sees no keys',
  })
  @ApiResponse({ status: 200, description: 'The attempt', standardSchema: taughtAttemptSchema })
  async attempt(
    @CurrentCaller() caller: Caller,
    @Param('course') slug: string,
    @Param('attempt', { schema: idSchema }) id: string,
    @ReaderLocale() locale: Locale,
  ): Promise<z.infer<typeof taughtAttemptSchema>> {
    const course = await this.courses.select(caller, slug, 'assistant');
    return taughtAttempt(course, await this.marking.select(course, id), locale);
  }

  @Get('marking')
  @ApiOperation({ summary: 'Open answers that wait for a person' })
  @ApiResponse({ status: 200, description: 'What waits', standardSchema: waitingListSchema })
  async waiting(
    @CurrentCaller() caller: Caller,
    @Param('course') slug: string,
    @ReaderLocale() locale: Locale,
  ): Promise<z.infer<typeof waitingListSchema>> {
    const course = await this.courses.select(caller, slug, 'assistant');
    const items = await this.marking.waiting(course);
    return { items: items.map((each) => waitingView(course, each, locale)) };
  }

  @Put('attempts/:attempt/items/:position/mark')
  @ApiOperation({
    summary: 'Mark an item of a submitted attempt: by points, or an open answer by its rubric',
    description:
      'An assistant marks the own section. Points stand instead of what follows from the answer; a rubric makes the share that hints are taken off. Every change is written down.',
  })
  @ApiResponse({ status: 200, description: 'The attempt', standardSchema: taughtAttemptSchema })
  @ApiProblems('conflict', ...jsonProblems)
  async award(
    @CurrentCaller() caller: Caller,
    @Param('course') slug: string,
    @Param('attempt', { schema: idSchema }) id: string,
    @Param('position', { schema: positionSchema }) position: number,
    @Body({ schema: awardSchema }) body: Award,
    @ReaderLocale() locale: Locale,
  ): Promise<z.infer<typeof taughtAttemptSchema>> {
    const course = await this.courses.select(caller, slug, 'assistant');
    return taughtAttempt(course, await this.marking.award(caller, course, id, position, body), locale);
  }

  @Put('assignments/:assignment/marks/:account')
  @HttpCode(204)
  @ApiOperation({ summary: 'Give a student points for a whole assignment, whatever the attempts come to' })
  @ApiResponse({ status: 204, description: 'Written down' })
  @ApiProblems(...jsonProblems)
  async override(
    @CurrentCaller() caller: Caller,
    @Param('course') slug: string,
    @Param('assignment') assignment: string,
    @Param('account', { schema: idSchema }) accountId: string,
    @Body({ schema: overrideSchema }) body: z.infer<typeof overrideSchema>,
  ): Promise<void> {
    const course = await this.courses.select(caller, slug, 'instructor');
    const { id } = await this.assignments.select(course, assignment);
    await this.marking.override(caller, course, id, accountId, body);
  }

  @Get('mark-changes')
  @ApiOperation({
    summary: 'Every change of a mark by a person, newest first: who, when, from what to what, why',
  })
  @ApiResponse({ status: 200, description: 'A page of changes', standardSchema: changeListSchema })
  async changes(
    @CurrentCaller() caller: Caller,
    @Param('course') slug: string,
    @Query({ schema: changesQuerySchema }) query: z.infer<typeof changesQuerySchema>,
  ): Promise<z.infer<typeof changeListSchema>> {
    const course = await this.courses.select(caller, slug, 'assistant');
    const { limit, before = null, ...filter } = query;
    const rows = await this.marking.changes(course, { ...filter, before, limit });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const more = new URLSearchParams({ ...filter, limit: String(limit), before: last?.id ?? '' });
    return {
      items: page.map((row) => changeView(course, row)),
      next: rows.length > limit ? `/courses/${course.slug}/mark-changes?${more.toString()}` : null,
    };
  }
}
