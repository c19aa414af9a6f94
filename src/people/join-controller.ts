import { Body, Controller, Delete, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { z } from 'zod';
import { ApiKeyed, ApiProblems, jsonProblems } from '../platform/http/openapi.js';
import { Public } from '../platform/http/public.js';
import { CurrentCaller, optionalBearer } from './auth-guard.js';
import { joinCodeSchema, joinedSchema, joinSchema, newJoinCodeSchema } from './course-views.js';
import { CoursesService } from './courses-service.js';
import { JoinService, type JoinCode } from './join-service.js';
import { KeysService } from './keys-service.js';
import type { Caller } from './roles.js';

@ApiTags('courses')
@Controller()
export class JoinController {
  constructor(
    @Inject(CoursesService) private readonly courses: CoursesService,
    @Inject(JoinService) private readonly joins: JoinService,
    @Inject(KeysService) private readonly keys: KeysService,
  ) {}

  @Post('courses/:course/join-codes')
  @ApiKeyed()
  @ApiOperation({ summary: 'Make a code with which students enrol themselves' })
  @ApiResponse({ status: 201, description: 'The code', standardSchema: joinCodeSchema })
  @ApiProblems('not-found', 'forbidden', ...jsonProblems)
  async create(
    @CurrentCaller() caller: Caller,
    @Param('course') slug: string,
    @Body({ schema: newJoinCodeSchema }) body: z.infer<typeof newJoinCodeSchema>,
  ): Promise<z.infer<typeof joinCodeSchema>> {
    const course = await this.courses.select(caller, slug, 'instructor');
    const { section, uses, expiresAt } = body;
    return viewOf(
      await this.joins.create(course, {
        sectionId: section === null ? null : await this.courses.sectionId(course.courseId, section),
        uses,
        expiresAt: expiresAt === null ? null : new Date(expiresAt),
      }),
    );
  }

  @Delete('courses/:course/join-codes/:code')
  @HttpCode(204)
  @ApiKeyed()
  @ApiOperation({ summary: 'End a code; who has joined stays' })
  @ApiResponse({ status: 204, description: 'Ended' })
  @ApiProblems('not-found', 'forbidden')
  async revoke(
    @CurrentCaller() caller: Caller,
    @Param('course') slug: string,
    @Param('code') code: string,
  ): Promise<void> {
    await this.joins.revoke(await this.courses.select(caller, slug, 'instructor'), code);
  }

  @Post('join')
  @Public()
  @ApiOperation({
    summary: 'Enrol in a course by its code',
    description: 'Without a key it makes an account and gives its key; with one it enrols that account.',
  })
  @ApiResponse({ status: 201, description: 'You are in', standardSchema: joinedSchema })
  @ApiProblems('not-found', 'conflict', 'unauthenticated', 'too-many-requests', 'internal', ...jsonProblems)
  async join(
    @Req() request: Request,
    @Body({ schema: joinSchema }) body: z.infer<typeof joinSchema>,
  ): Promise<z.infer<typeof joinedSchema>> {
    const caller = await optionalBearer(request, this.keys);
    return this.joins.join(caller?.accountId ?? null, body);
  }
}

function viewOf({ code, section, usesLeft, expiresAt, createdAt }: JoinCode): z.infer<typeof joinCodeSchema> {
  return {
    code,
    section,
    usesLeft,
    expiresAt: expiresAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
