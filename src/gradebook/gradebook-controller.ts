import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import type { Locale } from '../lab/bilingual.js';
import { CurrentCaller } from '../people/auth-guard.js';
import { CoursesService } from '../people/courses-service.js';
import type { Caller } from '../people/roles.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { ReaderLocale } from '../platform/http/locale.js';
import { ApiKeyed, ApiProblems } from '../platform/http/openapi.js';
import { CourseWork } from './course-work.js';
import { gradebookCsv, shapes } from './gradebook-csv.js';
import { gradebookOf } from './gradebook.js';
import { gradebookSchema, gradebookView } from './gradebook-views.js';

const csvQuerySchema = z.strictObject({
  shape: z
    .enum(shapes)
    .default('plain')
    .meta({ description: 'For a person, or as Moodle or Canvas import it' }),
});

@ApiTags('gradebook')
@ApiKeyed()
@ApiProblems('not-found', 'forbidden', 'bad-parameter')
@ApiHeader({ name: 'Accept-Language', description: 'en or zh-CN', required: false })
@Controller('courses/:course')
export class GradebookController {
  constructor(
    @Inject(CoursesService) private readonly courses: CoursesService,
    @Inject(CourseWork) private readonly work: CourseWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('gradebook')
  @ApiOperation({ summary: 'The marks of the course; an assistant sees the own section' })
  @ApiResponse({ status: 200, description: 'The gradebook', standardSchema: gradebookSchema })
  async read(
    @CurrentCaller() caller: Caller,
    @Param('course') slug: string,
    @ReaderLocale() locale: Locale,
  ): Promise<z.infer<typeof gradebookSchema>> {
    const course = await this.courses.select(caller, slug, 'assistant');
    const book = gradebookOf(await this.work.read(course), this.clock().getTime());
    return gradebookView(course.slug, book, locale);
  }

  @Get('gradebook.csv')
  @ApiOperation({ summary: 'The same as a table, UTF-8 with a byte order mark' })
  @ApiProduces('text/csv')
  @ApiResponse({
    status: 200,
    description: 'CSV',
    content: { 'text/csv': { schema: { type: 'string' } } },
  })
  async table(
    @CurrentCaller() caller: Caller,
    @Param('course') slug: string,
    @Query({ schema: csvQuerySchema }) { shape }: z.infer<typeof csvQuerySchema>,
    @ReaderLocale() locale: Locale,
    @Res() response: Response,
  ): Promise<void> {
    const course = await this.courses.select(caller, slug, 'assistant');
    const book = gradebookOf(await this.work.read(course), this.clock().getTime());
    response
      .type('text/csv; charset=utf-8')
      .setHeader('Content-Disposition', `attachment; filename="${course.slug}-${shape}.csv"`)
      .send(gradebookCsv(book, shape, locale));
  }
}
