import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { AssignmentsService } from '../assignments/assignments-service.js';
import { DICTIONARY } from '../bank/dictionary.js';
import type { Locale } from '../lab/bilingual.js';
import { CurrentCaller } from '../people/auth-guard.js';
import { CoursesService } from '../people/courses-service.js';
import type { Caller } from '../people/roles.js';
import { ReaderLocale } from '../platform/http/locale.js';
import { ApiKeyed, ApiProblems } from '../platform/http/openapi.js';
import type { Dictionary } from '../questions/load-questions.js';
import { AnalysisService } from './analysis-service.js';
import {
  analysisSchema,
  analysisView,
  gainSchema,
  gainView,
  similarSchema,
  similarView,
} from './analysis-views.js';

const slug = z.string().min(1).max(64);
const analysisQuerySchema = z.strictObject({
  attempts: z
    .enum(['first', 'all'])
    .default('first')
    .meta({ description: 'Each student’s first submitted attempt, or all' }),
});
const gainQuerySchema = z.strictObject({
  before: slug.meta({ description: 'The assignment given before' }),
  after: slug.meta({
    description: 'The one given after; it may be another assignment with the same questions',
  }),
});
const similarQuerySchema = z.strictObject({
  exercise: slug,
  least: z.coerce.number().min(0.1).max(1).default(0.5).meta({ description: 'Share that is worth a look' }),
});

@ApiTags('gradebook')
@ApiKeyed()
@ApiProblems('not-found', 'forbidden', 'bad-parameter')
@ApiHeader({ name: 'Accept-Language', description: 'en or zh-CN', required: false })
@Controller('courses/:course')
export class AnalysisController {
  constructor(
    @Inject(CoursesService) private readonly courses: CoursesService,
    @Inject(AssignmentsService) private readonly assignments: AssignmentsService,
    @Inject(AnalysisService) private readonly analysis: AnalysisService,
    @Inject(DICTIONARY) private readonly dictionary: Dictionary,
  ) {}

  @Get('assignments/:assignment/analysis')
  @ApiOperation({
    summary:
      'Item by item: difficulty, discrimination, what was chosen and what that says, failed checks, time',
  })
  @ApiResponse({ status: 200, description: 'The analysis', standardSchema: analysisSchema })
  async items(
    @CurrentCaller() caller: Caller,
    @Param('course') course: string,
    @Param('assignment') assignment: string,
    @Query({ schema: analysisQuerySchema }) { attempts }: z.infer<typeof analysisQuerySchema>,
    @ReaderLocale() locale: Locale,
  ): Promise<z.infer<typeof analysisSchema>> {
    const membership = await this.courses.select(caller, course, 'instructor');
    const row = await this.assignments.select(membership, assignment);
    const result = await this.analysis.items(membership, row, attempts);
    return analysisView(row.slug, result, this.dictionary, locale);
  }

  @Get('gain')
  @ApiOperation({
    summary: 'What a class has learned between two tests, misconception by misconception',
    description: 'For a concept test given before and after; only who submitted both counts.',
  })
  @ApiResponse({ status: 200, description: 'The gain', standardSchema: gainSchema })
  async gain(
    @CurrentCaller() caller: Caller,
    @Param('course') course: string,
    @Query({ schema: gainQuerySchema }) { before, after }: z.infer<typeof gainQuerySchema>,
    @ReaderLocale() locale: Locale,
  ): Promise<z.infer<typeof gainSchema>> {
    const membership = await this.courses.select(caller, course, 'instructor');
    const gain = await this.analysis.gain(
      membership,
      await this.assignments.select(membership, before),
      await this.assignments.select(membership, after),
    );
    return gainView({ before, after }, gain, this.dictionary, locale);
  }

  @Get('assignments/:assignment/similar')
  @ApiOperation({
    summary: 'Pairs of submissions to an exercise that look alike, for a person to look at',
    description:
      'Winnowing over the syntax tree (docs/courses.md): other names, comments and layout hide nothing; what the starter has or many have is left out.',
  })
  @ApiResponse({ status: 200, description: 'The pairs', standardSchema: similarSchema })
  async similar(
    @CurrentCaller() caller: Caller,
    @Param('course') course: string,
    @Param('assignment') assignment: string,
    @Query({ schema: similarQuerySchema }) query: z.infer<typeof similarQuerySchema>,
  ): Promise<z.infer<typeof similarSchema>> {
    const membership = await this.courses.select(caller, course, 'instructor');
    const row = await this.assignments.select(membership, assignment);
    return similarView(query.exercise, await this.analysis.similar(membership, row, query));
  }
}
