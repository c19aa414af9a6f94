import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { positionSchema } from '../assignments/attempt-row.js';
import { CurrentCaller } from '../people/auth-guard.js';
import { CoursesService } from '../people/courses-service.js';
import type { Caller } from '../people/roles.js';
import { ApiKeyed, ApiProblems, jsonProblems } from '../platform/http/openapi.js';
import { HttpProblem } from '../platform/http/problem.js';
import { awardSchema } from './award.js';
import { RequestsService, type RequestRow } from './requests-service.js';

const statusSchema = z.enum(['open', 'granted', 'declined']);

const requestSchema = z
  .strictObject({
    id: z.uuid(),
    assignment: z.string(),
    attempt: z.uuid(),
    position: z.number().int(),
    accountId: z.uuid(),
    student: z.string(),
    text: z.string(),
    status: statusSchema,
    reply: z.string().nullable(),
    by: z.string().nullable().meta({ description: 'Who answered' }),
    createdAt: z.iso.datetime(),
    decidedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'RegradeRequest' });

const requestListSchema = z
  .strictObject({ items: z.array(requestSchema) })
  .meta({ id: 'RegradeRequestList' });

const askSchema = z
  .strictObject({
    text: z.string().trim().min(1).max(4000).meta({ description: 'What should be looked at' }),
  })
  .meta({ id: 'NewRegradeRequest' });

const decisionSchema = z
  .strictObject({
    status: z.enum(['granted', 'declined']),
    reply: z.string().trim().min(1).max(4000).meta({ description: 'What the student reads' }),
    award: awardSchema
      .nullable()
      .default(null)
      .meta({ description: 'Of a granted one: the new mark; its reason, left out, is the reply' }),
  })
  .meta({ id: 'RegradeDecision' });

const listQuerySchema = z.strictObject({ status: statusSchema.optional() });

@ApiTags('gradebook')
@ApiKeyed()
@ApiProblems('not-found', 'bad-parameter')
@Controller()
export class RequestsController {
  constructor(
    @Inject(CoursesService) private readonly courses: CoursesService,
    @Inject(RequestsService) private readonly requests: RequestsService,
  ) {}

  @Post('attempts/:id/items/:position/regrade-requests')
  @ApiOperation({ summary: 'Ask a person to look at the mark of an item again' })
  @ApiResponse({ status: 201, description: 'The request', standardSchema: requestSchema })
  @ApiProblems('conflict', ...jsonProblems)
  async ask(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: z.uuid() }) id: string,
    @Param('position', { schema: positionSchema }) position: number,
    @Body({ schema: askSchema }) { text }: z.infer<typeof askSchema>,
  ): Promise<z.infer<typeof requestSchema>> {
    return viewOf(await this.requests.ask(caller, id, position, text));
  }

  @Get('attempts/:id/regrade-requests')
  @ApiOperation({ summary: 'What you have asked for in an attempt, and what was answered' })
  @ApiResponse({ status: 200, description: 'The requests', standardSchema: requestListSchema })
  async own(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: z.uuid() }) id: string,
  ): Promise<z.infer<typeof requestListSchema>> {
    return { items: (await this.requests.own(caller, id)).map(viewOf) };
  }

  @Get('courses/:course/regrade-requests')
  @ApiOperation({
    summary: 'Requests of the course, oldest first; an assistant sees those of the own section',
  })
  @ApiResponse({ status: 200, description: 'The requests', standardSchema: requestListSchema })
  @ApiProblems('forbidden')
  async list(
    @CurrentCaller() caller: Caller,
    @Param('course') slug: string,
    @Query({ schema: listQuerySchema }) { status }: z.infer<typeof listQuerySchema>,
  ): Promise<z.infer<typeof requestListSchema>> {
    const course = await this.courses.select(caller, slug, 'assistant');
    return { items: (await this.requests.list(course, status)).map(viewOf) };
  }

  @Post('courses/:course/regrade-requests/:id/decision')
  @HttpCode(200)
  @ApiOperation({ summary: 'Answer a request, with another mark or without' })
  @ApiResponse({ status: 200, description: 'The request', standardSchema: requestSchema })
  @ApiProblems('forbidden', 'conflict', ...jsonProblems)
  async decide(
    @CurrentCaller() caller: Caller,
    @Param('course') slug: string,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: decisionSchema }) decision: z.infer<typeof decisionSchema>,
  ): Promise<z.infer<typeof requestSchema>> {
    const course = await this.courses.select(caller, slug, 'assistant');
    if (decision.status === 'declined' && decision.award !== null) {
      const detail = {
        en: 'A declined request changes no mark.',
        'zh-CN': '驳回的申请不会更改得分。',
      };
      throw new HttpProblem('validation', detail, { errors: [{ pointer: '/award', detail }] });
    }
    return viewOf(await this.requests.decide(caller, course, id, decision));
  }
}

function viewOf(row: RequestRow): z.infer<typeof requestSchema> {
  const { attempt } = row.item;
  return {
    id: row.id,
    assignment: attempt.assignment.slug,
    attempt: row.attemptId,
    position: row.position,
    accountId: attempt.accountId,
    student: attempt.account.name,
    text: row.text,
    status: row.status,
    reply: row.reply,
    by: row.by?.name ?? null,
    createdAt: row.createdAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
  };
}
