import { Inject, Injectable } from '@nestjs/common';
import type { Syscalls } from '../lab/verdict/syscalls.js';
import { HttpProblem } from '../platform/http/problem.js';
import { ReportWait } from './report-wait.js';
import type { SubmissionView } from './submission-views.js';
import { submissionTopic } from './topics.js';
import { TracesService, type TraceState } from './traces-service.js';

/** The system calls of a submission, for whoever may read it. */
@Injectable()
export class SyscallsService {
  constructor(
    @Inject(TracesService) private readonly traces: TracesService,
    @Inject(ReportWait) private readonly waits: ReportWait,
  ) {}

  /**
   * Has them made when nobody has asked before; null while that goes on, after `seconds` of waiting for it.
   * @throws HttpProblem not-traceable: there was no run, or tracing it fails; unavailable: it failed this time
   */
  async read({ id, report }: SubmissionView, seconds: number, signal: AbortSignal): Promise<Syscalls | null> {
    if (report === null) throw notTraceable(notYet);
    if (report.status !== 'graded') throw notTraceable(noRun);
    const asked = await this.traces.ask(id);
    if (asked.status === 'under-way' && seconds > 0) {
      let state: TraceState | null = asked;
      await this.waits.until(submissionTopic(id), seconds, signal, async () => {
        state = await this.traces.state(id);
        return state === null || state.status !== 'under-way';
      });
      return made(state);
    }
    return made(asked);
  }
}

function made(state: TraceState | null): Syscalls | null {
  switch (state?.status) {
    case 'done':
      return state.syscalls;
    case 'exhausted':
      throw notTraceable(failsAlways);
    case 'failed':
      throw new HttpProblem('unavailable', {
        en: 'The traced run failed; this is our fault. Send the request again to have it tried once more.',
        'zh-CN': '跟踪运行失败，这是我们的故障。再次发送请求即可重试。',
      });
    case 'under-way':
    case undefined:
      return null;
  }
}

const notTraceable = (detail: HttpProblem['detail']) => new HttpProblem('not-traceable', detail);

const notYet = {
  en: 'There is no report yet. The submission’s events tell when there is; ask for its system calls then.',
  'zh-CN': '报告尚未产生。提交的事件流会通知你；报告产生之后，再来查看系统调用。',
};
const noRun = {
  en: 'The program was not run to a verdict, so there are no system calls to show; the report says why.',
  'zh-CN': '程序没有运行到得出判定，因此没有系统调用可看；原因见报告。',
};
const failsAlways = {
  en: 'Tracing this submission failed again and again, so it is not tried any more. This is our fault; the report stands as it is.',
  'zh-CN': '对这次提交的跟踪多次失败，不再重试。这是我们的故障；报告不受影响。',
};
