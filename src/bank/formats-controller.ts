import { Body, Controller, Get, HttpCode, Inject, Post, Query, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiHeader,
  ApiOperation,
  ApiProduces,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import type { Locale } from '../lab/bilingual.js';
import { CurrentCaller, Roles } from '../people/auth-guard.js';
import type { Caller } from '../people/roles.js';
import { ReaderLocale } from '../platform/http/locale.js';
import { ApiKeyed, ApiProblems } from '../platform/http/openapi.js';
import { badParameter, HttpProblem } from '../platform/http/problem.js';
import { formats } from '../questions/formats/formats.js';
import { languageOf } from '../questions/formats/language.js';
import type { Question } from '../questions/question.js';
import {
  exportQuery,
  exportReportSchema,
  importQuery,
  importResultSchema,
  inLanguage,
  type ImportResult,
} from './format-views.js';
import { importQuestions } from './import-questions.js';
import { QuestionsService } from './questions-service.js';

/** Questions to and from other systems: for those who write them, keys included. */
@ApiTags('questions')
@ApiKeyed()
@ApiProblems('forbidden')
@Roles(['admin', 'instructor'])
@Controller('questions')
export class FormatsController {
  constructor(@Inject(QuestionsService) private readonly questions: QuestionsService) {}

  @Post('import')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Take questions of another system in, each as a draft',
    description:
      'The body is the file as it is, as text/plain in UTF-8. Each question is stored or refused by itself, and the answer says of each what does not come along and what is left to write. Where nothing can be read, nothing is stored: 422.',
  })
  @ApiConsumes('text/plain')
  @ApiBody({ required: true, schema: { type: 'string', description: 'The file’s content, UTF-8' } })
  @ApiHeader({ name: 'Accept-Language', description: 'en or zh-CN', required: false })
  @ApiResponse({
    status: 200,
    description: 'Question by question, what became of it',
    standardSchema: importResultSchema,
  })
  @ApiProblems('bad-parameter', 'bad-encoding', 'validation', 'unsupported-media-type', 'too-large')
  async import(
    @CurrentCaller() caller: Caller,
    @Query({ schema: importQuery }) query: z.infer<typeof importQuery>,
    @ReaderLocale() reader: Locale,
    @Body() body: unknown,
  ): Promise<ImportResult> {
    if (typeof body !== 'string') throw textWanted();
    const locale = query.locale ?? languageOf(body);
    const arrived = formats[query.format].read?.(body, locale) ?? { arrivals: [], refusals: [] };
    const items = await importQuestions(this.questions, arrived, caller.accountId, reader);
    const created = items.filter(({ outcome }) => outcome === 'created').length;
    return { locale, created, refused: items.length - created, items };
  }

  @Get('export')
  @ApiOperation({
    summary: 'The published questions in a format of another system',
    description:
      'Each in its newest published version. `Doorbell-Losses` counts the questions of which something does not come along; `report=true` answers with what, instead of the file.',
  })
  @ApiProduces('application/yaml', 'text/plain', 'application/xml', 'application/zip')
  @ApiHeader({ name: 'Accept-Language', description: 'en or zh-CN', required: false })
  @ApiResponse({
    status: 200,
    description: 'The file',
    headers: {
      'Content-Disposition': { schema: { type: 'string' }, description: 'A name for the file' },
      'Doorbell-Losses': {
        schema: { type: 'integer' },
        description: 'Questions of which something does not come along',
      },
    },
    schema: { type: 'string' },
  })
  @ApiProblems('bad-parameter', 'unknown-question')
  async export(
    @Query({ schema: exportQuery }) query: z.infer<typeof exportQuery>,
    @ReaderLocale() reader: Locale,
    @Res() response: Response,
  ): Promise<void> {
    const format = formats[query.format];
    const write = query.public === 'true' ? format.writePublic : format.write;
    if (write === null) throw noPublicForm(format.name);
    const { content, reports } = write(await this.#selected(query.slug), query.locale ?? null);
    if (query.report === 'true') {
      const items = reports.map(({ slug, losses }) => ({ slug, losses: inLanguage(losses, reader) }));
      response.json(exportReportSchema.parse({ items }));
      return;
    }
    const text = format.mediaType === 'application/zip' ? '' : '; charset=utf-8';
    response.setHeader('Content-Type', `${format.mediaType}${text}`);
    response.setHeader(
      'Content-Disposition',
      `attachment; filename="questions${query.public === 'true' ? '-public' : ''}.${format.extension}"`,
    );
    response.setHeader('Doorbell-Losses', reports.filter(({ losses }) => losses.length > 0).length);
    response.send(typeof content === 'string' ? content : Buffer.from(content));
  }

  async #selected(slug: string | string[] | undefined): Promise<Question[]> {
    const published = await this.questions.published();
    if (slug === undefined) return published;
    return [...new Set([slug].flat())].map((each) => {
      const question = published.find((one) => one.slug === each);
      if (question) return question;
      throw new HttpProblem('unknown-question', {
        en: `There is no published question “${each}”. GET /questions lists those that exist.`,
        'zh-CN': `没有名为 “${each}” 的已发布题目。GET /questions 会列出全部题目。`,
      });
    });
  }
}

function textWanted(): HttpProblem {
  return new HttpProblem('unsupported-media-type', {
    en: "Send the file as it is, with “Content-Type: text/plain”. With curl: -H 'Content-Type: text/plain' --data-binary @questions.xml",
    'zh-CN':
      "请以 “Content-Type: text/plain” 直接发送文件。使用 curl：-H 'Content-Type: text/plain' --data-binary @questions.xml",
  });
}

function noPublicForm(name: string): HttpProblem {
  return badParameter(
    { parameter: 'public' },
    {
      en: `A question in ${name} cannot be without its key; for public=true use yaml, text or qti.`,
      'zh-CN': `${name} 格式的题目离不开答案；要公开（public=true），请用 yaml、text 或 qti。`,
    },
  );
}
