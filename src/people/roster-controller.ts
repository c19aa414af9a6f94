import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiConsumes, ApiOperation, ApiBody, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { ApiKeyed, ApiProblems } from '../platform/http/openapi.js';
import { HttpProblem } from '../platform/http/problem.js';
import { RawBody } from '../platform/http/raw-body.js';
import { CurrentCaller } from './auth-guard.js';
import { enrolledListSchema, memberListSchema } from './course-views.js';
import { CoursesService } from './courses-service.js';
import type { Caller } from './roles.js';
import { decodeTable } from './roster/decode.js';
import { parseRoster, type RosterProblem } from './roster/parse-roster.js';
import { RosterService } from './roster/roster-service.js';

@ApiTags('courses')
@ApiKeyed()
@ApiProblems('not-found', 'forbidden')
@Controller('courses/:course')
export class RosterController {
  constructor(
    @Inject(CoursesService) private readonly courses: CoursesService,
    @Inject(RosterService) private readonly roster: RosterService,
  ) {}

  @Get('members')
  @ApiOperation({ summary: 'Who is in the course; an assistant sees the own section' })
  @ApiResponse({ status: 200, description: 'The members', standardSchema: memberListSchema })
  async members(
    @CurrentCaller() caller: Caller,
    @Param('course') slug: string,
  ): Promise<z.infer<typeof memberListSchema>> {
    const { courseId, sectionId } = await this.courses.select(caller, slug, 'assistant');
    return { items: await this.roster.members(courseId, sectionId) };
  }

  @Post('roster')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Enrol everybody in a table: student_number, name, section (or 学号, 姓名, 班级)',
    description:
      'CSV as a spreadsheet saves it: UTF-8 with or without a byte order mark, or GBK; comma, semicolon or tab. New students get a key, in this answer only. Sent again, it changes names and sections that differ and takes nobody away. With a line that cannot be used, nothing is done.',
  })
  @ApiConsumes('text/csv')
  @ApiBody({ required: true, schema: { type: 'string', format: 'binary' } })
  @ApiResponse({
    status: 200,
    description: 'Line by line, what was done',
    standardSchema: enrolledListSchema,
  })
  @ApiProblems('validation', 'bad-encoding', 'unsupported-media-type', 'too-large')
  async enrol(
    @CurrentCaller() caller: Caller,
    @Param('course') slug: string,
    @Body() body: unknown,
  ): Promise<z.infer<typeof enrolledListSchema>> {
    const { courseId } = await this.courses.select(caller, slug, 'instructor');
    const { rows, problems } = parseRoster(tableOf(body));
    if (problems.length > 0) throw badRoster(problems);
    const result = await this.roster.enrol(courseId, rows);
    if (result.problems.length > 0) throw badRoster(result.problems);
    return { items: result.enrolled };
  }
}

function tableOf(body: unknown): string {
  if (!(body instanceof RawBody) || body.mediaType !== 'text/csv') {
    throw new HttpProblem('unsupported-media-type', {
      en: "Send the table as it is, with “Content-Type: text/csv”. With curl: -H 'Content-Type: text/csv' --data-binary @roster.csv",
      'zh-CN':
        "请以 “Content-Type: text/csv” 直接发送表格文件。使用 curl：-H 'Content-Type: text/csv' --data-binary @roster.csv",
    });
  }
  const text = decodeTable(body.bytes);
  if (text !== null) return text;
  throw new HttpProblem('bad-encoding', {
    en: 'The table is neither UTF-8 nor GBK. Save it as “CSV UTF-8” and send it again.',
    'zh-CN': '表格既不是 UTF-8 也不是 GBK 编码。请另存为 “CSV UTF-8” 后重新发送。',
  });
}

function badRoster(problems: readonly RosterProblem[]): HttpProblem {
  return new HttpProblem(
    'validation',
    {
      en: `${problems.length} of the lines cannot be used; nobody was enrolled. “errors” says which and why.`,
      'zh-CN': `有 ${problems.length} 行无法使用，未录入任何人。“errors” 指出了是哪几行及原因。`,
    },
    {
      errors: problems.slice(0, 200).map(({ line, detail }) => ({
        pointer: '',
        detail: { en: `Line ${line}: ${detail.en}`, 'zh-CN': `第 ${line} 行：${detail['zh-CN']}` },
      })),
    },
  );
}
