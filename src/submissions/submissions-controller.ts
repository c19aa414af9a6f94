import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Locale } from '../lab/bilingual.js';
import { renderPicture } from '../lab/picture/picture.js';
import { CurrentCaller } from '../people/auth-guard.js';
import type { Caller } from '../people/roles.js';
import { SETTINGS, type Settings } from '../platform/config/settings.js';
import { jsonOrText, sendText } from '../platform/http/accept.js';
import { ReaderLocale } from '../platform/http/locale.js';
import { ApiKeyed, ApiProblems } from '../platform/http/openapi.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import { preferredWait } from './prefer.js';
import { submissionListSchema, submissionSchema, summaryOf, textOf } from './submission-views.js';
import { noReportYet, SubmissionsService } from './submissions-service.js';
import { SyscallsService } from './syscalls-service.js';

const listQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20).meta({ description: 'Items on a page' }),
  cursor: z.string().optional().meta({ description: 'From “next” of the page before' }),
  exercise: z.string().max(64).optional().meta({ description: 'Only submissions to this exercise' }),
});

const readQuerySchema = z.object({
  detail: z
    .enum(['syscalls'])
    .optional()
    .meta({ description: 'What is to be added: the system calls of a traced run' }),
});

@ApiTags('submissions')
@ApiKeyed()
@Controller('submissions')
export class SubmissionsController {
  constructor(
    @Inject(SubmissionsService) private readonly submissions: SubmissionsService,
    @Inject(SyscallsService) private readonly syscalls: SyscallsService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Your submissions, newest first; instructors see those of their courses' })
  @ApiResponse({ status: 200, description: 'A page of submissions', standardSchema: submissionListSchema })
  @ApiProblems('bad-parameter')
  async list(
    @CurrentCaller() caller: Caller,
    @Query({ schema: listQuerySchema }) query: z.infer<typeof listQuerySchema>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<z.infer<typeof submissionListSchema>> {
    const { limit, cursor, exercise } = query;
    const rows = await this.submissions.list(caller, {
      limit,
      before: cursor === undefined ? null : decodeCursor(cursor),
      exercise: exercise ?? null,
    });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    if (rows.length <= limit || last === undefined) return { items: page.map(summaryOf), next: null };
    const parameters = new URLSearchParams({ limit: String(limit), cursor: encodeCursor(last.sequence) });
    if (exercise !== undefined) parameters.set('exercise', exercise);
    const next = `/submissions?${parameters.toString()}`;
    response.setHeader('Link', `<${next}>; rel="next"`);
    return { items: page.map(summaryOf), next };
  }

  @Get(':id')
  @ApiOperation({
    summary: 'A submission, with its report once there is one',
    description:
      'With `detail=syscalls` the answer has the system calls of one more run with the same seed, traced; it changes no verdict. Asked for the first time it is made: 202, and with `Prefer: wait=N` 200 as soon as it is there, or 202 after N seconds. Then it is kept.',
  })
  @ApiHeader({ name: 'Accept-Language', required: false, description: 'en or zh-CN, for text/plain' })
  @ApiHeader({
    name: 'Prefer',
    required: false,
    description: 'With `detail=syscalls`: wait=N, seconds',
    schema: { type: 'string', example: 'wait=60' },
  })
  @ApiProduces('application/json', 'text/plain')
  @ApiResponse({ status: 200, description: 'The submission', standardSchema: submissionSchema })
  @ApiResponse({
    status: 202,
    description: 'The traced run is being made',
    standardSchema: submissionSchema,
    headers: { Location: { description: 'Where it will be', schema: { type: 'string' } } },
  })
  @ApiProblems('bad-parameter', 'not-found', 'not-acceptable', 'not-traceable', 'unavailable')
  async read(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: z.uuid() }) id: string,
    @Query({ schema: readQuerySchema }) { detail }: z.infer<typeof readQuerySchema>,
    @ReaderLocale() locale: Locale,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const format = jsonOrText(request, response);
    const wait = preferredWait(request.header('prefer'), this.settings.longestWaitSeconds);
    let view = await this.submissions.select(caller, id);
    if (detail === 'syscalls') {
      const gone = new AbortController();
      response.on('close', () => gone.abort());
      const syscalls = await this.syscalls.read(view, wait ?? 0, gone.signal);
      if (gone.signal.aborted) return;
      if (wait !== null) response.setHeader('Preference-Applied', `wait=${wait}`);
      if (syscalls === null) response.status(202).setHeader('Location', `${view.url}?detail=syscalls`);
      view = { ...view, syscalls };
    }
    if (format === 'text') sendText(response, textOf(view, locale));
    else response.json(view);
  }

  @Get(':id/timeline.svg')
  @ApiOperation({ summary: 'A picture of how the program waited, with the report’s timeline as its facts' })
  @ApiHeader({ name: 'Accept-Language', required: false, description: 'en or zh-CN' })
  @ApiProduces('image/svg+xml')
  @ApiResponse({
    status: 200,
    description: 'SVG, with title and description; it holds no script and loads nothing',
    content: { 'image/svg+xml': { schema: { type: 'string' } } },
  })
  @ApiProblems('bad-parameter', 'not-found')
  async timeline(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: z.uuid() }) id: string,
    @ReaderLocale() locale: Locale,
    @Res() response: Response,
  ): Promise<void> {
    const { report } = await this.submissions.select(caller, id);
    if (report === null) throw noReportYet();
    response
      .type('image/svg+xml')
      // Opened by itself it is a document of this origin: should markup ever slip into it, it still may do nothing.
      .setHeader('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
      .send(renderPicture(report, locale));
  }

  @Get(':id/source')
  @ApiOperation({ summary: 'The submitted file' })
  @ApiProduces('text/plain')
  @ApiResponse({
    status: 200,
    description: 'TypeScript',
    content: { 'text/plain': { schema: { type: 'string' } } },
  })
  @ApiProblems('bad-parameter', 'not-found')
  async source(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: z.uuid() }) id: string,
    @Res() response: Response,
  ): Promise<void> {
    const { source, slug } = await this.submissions.selectSource(caller, id);
    response
      .type('text/plain; charset=utf-8')
      .setHeader('Content-Disposition', `inline; filename="${slug}.ts"`)
      .send(source);
  }
}
