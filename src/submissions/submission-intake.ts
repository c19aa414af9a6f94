import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { StoredExercise } from '../bank/bank-service.js';
import type { Locale } from '../lab/bilingual.js';
import { visiblePart } from '../lab/exercise/visible-part.js';
import type { Caller } from '../people/roles.js';
import { SETTINGS, type Settings } from '../platform/config/settings.js';
import { jsonOrText, sendText } from '../platform/http/accept.js';
import { badParameter } from '../platform/http/problem.js';
import { idempotencyKey } from './idempotency-service.js';
import { readSubmission } from './new-submission.js';
import { preferredWait } from './prefer.js';
import { ReportWait } from './report-wait.js';
import { textOf } from './submission-views.js';
import { SubmissionsService, type Created, type NewSubmission } from './submissions-service.js';

/** A request to submit, as it was read. */
export interface ReadRequest {
  readonly wish: Omit<NewSubmission, 'within'>;
  readonly format: 'json' | 'text';
  /** Seconds that the sender waits for the report; null is not at all. */
  readonly wait: number | null;
}

/** Takes submissions from HTTP and answers them: at an exercise, or at an item of an attempt. */
@Injectable()
export class SubmissionIntake {
  constructor(
    @Inject(SubmissionsService) private readonly submissions: SubmissionsService,
    @Inject(ReportWait) private readonly reports: ReportWait,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Everything that can be wrong with the request is found here, before anything is stored.
   *
   * @throws HttpProblem
   */
  read(caller: Caller, on: StoredExercise, request: Request, response: Response): ReadRequest {
    const format = jsonOrText(request, response);
    const wait = preferredWait(request.header('prefer'), this.settings.longestWaitSeconds);
    const key = idempotencyKey(request.header('idempotency-key'));
    const tryOnly = isTry(request.query['mode'], on);
    const sent = readSubmission(request, on.exercise, caller, this.settings.sourceLimitBytes);
    return { wish: { on, ...sent, idempotencyKey: key, tryOnly }, format, wait };
  }

  /** Answers with the submission, waiting for its report as long as the sender wants to. */
  async answer(
    caller: Caller,
    { view, replayed }: Created,
    { format, wait }: ReadRequest,
    locale: Locale,
    response: Response,
  ): Promise<void> {
    response.setHeader('Location', view.url);
    if (replayed) response.setHeader('Idempotency-Replayed', 'true');
    let answer = view;
    if (wait !== null && wait > 0) {
      const gone = new AbortController();
      response.on('close', () => gone.abort());
      const done = await this.reports.untilDone(view.id, wait, gone.signal);
      if (gone.signal.aborted) return;
      answer = await this.submissions.select(caller, view.id);
      response.setHeader('Preference-Applied', `wait=${wait}`);
      if (done) response.setHeader('Content-Location', view.url);
    }
    response.status(answer.status === 'done' ? 200 : 202);
    if (format === 'text') sendText(response, textOf(answer, locale));
    else response.json(answer);
  }
}

/** @throws HttpProblem bad-parameter */
function isTry(mode: unknown, { exercise }: StoredExercise): boolean {
  if (mode === undefined) return false;
  if (mode !== 'try') {
    throw badParameter(
      { parameter: 'mode' },
      {
        en: 'The only mode is “try”; leave it out to be graded.',
        'zh-CN': 'mode 只能是 “try”；要评分请省略它。',
      },
    );
  }
  if (visiblePart(exercise) !== null) return true;
  throw badParameter(
    { parameter: 'mode' },
    exercise.kind === 'prediction'
      ? {
          en: 'A prediction cannot be tried: the run would tell the answer. Submit it without a mode.',
          'zh-CN': '预测题不能试运行：运行结果就是答案。请去掉 mode 直接提交。',
        }
      : {
          en: 'This exercise has no visible situation to be tried on. Submit without a mode.',
          'zh-CN': '这道题没有可供试运行的公开场景。请去掉 mode 直接提交。',
        },
  );
}
