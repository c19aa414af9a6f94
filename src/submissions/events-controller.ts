import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { CurrentCaller } from '../people/auth-guard.js';
import type { Caller } from '../people/roles.js';
import { SETTINGS, type Settings } from '../platform/config/settings.js';
import { ApiKeyed, ApiProblems } from '../platform/http/openapi.js';
import { badParameter } from '../platform/http/problem.js';
import { EventStream } from './event-stream.js';
import { EventsService } from './events-service.js';
import { SubmissionsService } from './submissions-service.js';

@ApiTags('submissions')
@ApiKeyed()
@Controller('submissions/:id/events')
export class EventsController {
  constructor(
    @Inject(SubmissionsService) private readonly submissions: SubmissionsService,
    @Inject(EventsService) private readonly events: EventsService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'submissions.events',
    summary: 'What happens to a submission, as it happens (server-sent events)',
    description:
      'Events: `queued`, `position` (without id), `running`, `type-checking`, `starting`, `scene`, `check`, `done`. The stream ends after `done`; after a break send the last id as `Last-Event-ID`.',
  })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'Resume after this event' })
  @ApiProduces('text/event-stream')
  @ApiResponse({
    status: 200,
    description: 'The events',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  })
  @ApiResponse({ status: 204, description: 'Everything was told already; do not reconnect' })
  @ApiProblems('bad-parameter', 'not-found')
  async follow(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: z.uuid() }) id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const after = lastEventId(request.header('last-event-id'));
    await this.submissions.select(caller, id);
    // A browser reconnects when a stream ends, until it is told 204 (WHATWG HTML, 9.2.2).
    if (after > 0 && (await this.events.isOver(id, after))) {
      response.status(204).end();
      return;
    }
    const stream = new EventStream(response, this.settings.eventsHeartbeatSeconds);
    await this.events.follow(id, after, stream);
  }
}

function lastEventId(header: string | undefined): number {
  if (header === undefined || header === '') return 0;
  if (!/^\d{1,9}$/.test(header)) {
    throw badParameter(
      { header: 'Last-Event-ID' },
      {
        en: 'Last-Event-ID is the number of the last event you got.',
        'zh-CN': 'Last-Event-ID 应为你收到的最后一个事件的编号。',
      },
    );
  }
  return Number(header);
}
