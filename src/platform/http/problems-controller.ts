import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Locale } from '../../lab/bilingual.js';
import { ReaderLocale } from './locale.js';
import { isProblemName, problemKinds, problemNames, type ProblemName } from './problem-catalogue.js';
import { HttpProblem } from './problem.js';
import { Public } from './public.js';

/** The pages behind the problems’ `type`. */
@ApiExcludeController()
@Public()
@Controller('problems')
export class ProblemsController {
  @Get()
  list(@ReaderLocale() locale: Locale, @Req() request: Request, @Res() response: Response): void {
    send(problemNames, locale, request, response);
  }

  @Get(':name')
  page(
    @Param('name') name: string,
    @ReaderLocale() locale: Locale,
    @Req() request: Request,
    @Res() response: Response,
  ): void {
    if (!isProblemName(name)) {
      throw new HttpProblem('not-found', {
        en: 'No problem has this name.',
        'zh-CN': '没有这个名称的问题。',
      });
    }
    send([name], locale, request, response);
  }
}

function send(names: readonly ProblemName[], locale: Locale, request: Request, response: Response): void {
  response.vary('Accept');
  const pages = names.map((name) => {
    const { status, title, meaning } = problemKinds[name];
    return { type: `/problems/${name}`, status, title: title[locale], meaning: meaning[locale] };
  });
  if (request.accepts(['application/json', 'text/html']) !== 'text/html') {
    response.json(pages.length === 1 ? pages[0] : pages);
    return;
  }
  const articles = pages.map(
    (page) =>
      `<article><h2><a href="${page.type}">${page.status} ${escape(page.title)}</a></h2><p>${escape(page.meaning)}</p></article>`,
  );
  response
    .type('html')
    .send(
      `<!doctype html><html lang="${locale}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
        `<title>Doorbell: ${escape(pages[0]?.title ?? '')}</title><main>${articles.join('')}</main></html>`,
    );
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
