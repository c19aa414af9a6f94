import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { CurrentCaller, Roles } from '../people/auth-guard.js';
import type { Caller } from '../people/roles.js';
import { SETTINGS, type Settings } from '../platform/config/settings.js';
import { ApiKeyed, ApiProblems } from '../platform/http/openapi.js';
import { Costly } from '../platform/http/rate-limit.js';
import { preferredWait } from '../submissions/prefer.js';
import { PublishService } from './publish-service.js';
import { archiveOf } from './uploaded-package.js';
import { uploadListSchema, uploadSchema, type UploadView } from './upload-views.js';
import { UploadsService } from './uploads-service.js';

const listQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20).meta({ description: 'Items on a page' }),
  before: z.uuid().optional().meta({ description: 'From “next” of the page before' }),
});

const uploadId = z.uuid();

const ApiWait = (): MethodDecorator =>
  ApiHeader({
    name: 'Prefer',
    required: false,
    description: 'wait=N, seconds: for the end of the check',
    schema: { type: 'string', example: 'wait=60' },
  });

/** Packages of exercises, for instructors; students see what is published, at /exercises. */
@ApiTags('uploads')
@ApiKeyed()
@Roles(['instructor', 'admin'])
@Controller('exercises/uploads')
export class UploadsController {
  constructor(
    @Inject(UploadsService) private readonly uploads: UploadsService,
    @Inject(PublishService) private readonly publishing: PublishService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Post()
  @Costly()
  @ApiOperation({
    summary: 'Upload an exercise package: a .tar.gz or a .zip of one folder as in seed/exercises',
    description:
      'The package is read at once; what is wrong with it is answered here. Then its accepted and rejected solutions are run, whenever nothing waits to be graded: 202, and with `Prefer: wait=N` 200 as soon as that is over, or 202 after N seconds. It may be published when all of them came out as stated.',
  })
  @ApiConsumes('application/gzip', 'application/zip')
  @ApiBody({ required: true, schema: { type: 'string', format: 'binary' } })
  @ApiWait()
  @ApiResponse({ status: 200, description: 'Checked within the wait', standardSchema: uploadSchema })
  @ApiResponse({
    status: 202,
    description: 'Its solutions will be run',
    standardSchema: uploadSchema,
    headers: { Location: { description: 'The upload', schema: { type: 'string' } } },
  })
  @ApiProblems('bad-parameter', 'forbidden', 'conflict', 'too-large', 'unsupported-media-type', 'bad-package')
  async create(
    @CurrentCaller() caller: Caller,
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { bytes, format } = archiveOf(body);
    // Before anything is stored: a wait that cannot be understood is refused.
    preferredWait(request.header('prefer'), this.settings.longestWaitSeconds);
    const made = await this.uploads.create(caller, bytes, format);
    const upload = await this.#waited(caller, made, request, response);
    if (upload === null) return;
    response.setHeader('Location', upload.url);
    response.status(upload.status === 'checking' ? 202 : 200).json(upload);
  }

  @Get()
  @ApiOperation({ summary: 'Your uploads, newest first; admins see all' })
  @ApiResponse({ status: 200, description: 'A page of uploads', standardSchema: uploadListSchema })
  @ApiProblems('bad-parameter', 'forbidden')
  async list(
    @CurrentCaller() caller: Caller,
    @Query({ schema: listQuerySchema }) { limit, before }: z.infer<typeof listQuerySchema>,
  ): Promise<z.infer<typeof uploadListSchema>> {
    const rows = await this.uploads.list(caller, { limit, before: before ?? null });
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    if (rows.length <= limit || last === undefined) return { items, next: null };
    return { items, next: `/exercises/uploads?limit=${limit}&before=${last.id}` };
  }

  @Get(':id')
  @ApiOperation({
    summary: 'An upload: how far its check is, and for each solution what was stated and what came',
  })
  @ApiWait()
  @ApiResponse({ status: 200, description: 'The upload', standardSchema: uploadSchema })
  @ApiProblems('bad-parameter', 'forbidden', 'not-found')
  async read(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: uploadId }) id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const upload = await this.#waited(caller, await this.uploads.select(caller, id), request, response);
    if (upload !== null) response.json(upload);
  }

  @Post(':id/publish')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Publish it: students see it from now on',
    description:
      'Only where every solution came out as stated. A version once published never changes: count up `version` for the next one, which takes its place, while submissions keep the version they were made to.',
  })
  @ApiResponse({ status: 200, description: 'The upload', standardSchema: uploadSchema })
  @ApiProblems('bad-parameter', 'forbidden', 'not-found', 'conflict', 'not-publishable')
  async publish(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: uploadId }) id: string,
  ): Promise<UploadView> {
    await this.publishing.publish(caller, id);
    return this.uploads.select(caller, id);
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @ApiOperation({ summary: 'Withdraw it: students no longer see it; submissions and reports stay' })
  @ApiResponse({ status: 200, description: 'The upload', standardSchema: uploadSchema })
  @ApiProblems('bad-parameter', 'forbidden', 'not-found', 'conflict')
  async withdraw(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: uploadId }) id: string,
  ): Promise<UploadView> {
    await this.publishing.withdraw(caller, id);
    return this.uploads.select(caller, id);
  }

  /** The upload after the wait that was asked for; null when nobody waits any more. */
  async #waited(
    caller: Caller,
    upload: UploadView,
    request: Request,
    response: Response,
  ): Promise<UploadView | null> {
    const wait = preferredWait(request.header('prefer'), this.settings.longestWaitSeconds);
    if (wait === null) return upload;
    response.setHeader('Preference-Applied', `wait=${wait}`);
    if (upload.status !== 'checking' || wait === 0) return upload;
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    await this.uploads.untilChecked(upload.id, wait, gone.signal);
    return gone.signal.aborted ? null : this.uploads.select(caller, upload.id);
  }
}
