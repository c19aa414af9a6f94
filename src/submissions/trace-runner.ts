import type { Logger } from 'pino';
import type { Lab } from '../lab/lab.js';
import { syscallsSchema } from '../lab/verdict/syscalls.js';
import type { TraceJob, TracesService } from './traces-service.js';

/** Has the lab trace what a grader has taken: one at a time, since strace takes CPU that gradings need. */
export class TraceRunner {
  readonly #lab: Lab;
  readonly #traces: TracesService;
  readonly #log: Logger;
  #current: { readonly job: TraceJob; readonly abort: AbortController; readonly over: Promise<void> } | null =
    null;

  constructor(lab: Lab, traces: TracesService, log: Logger) {
    this.#lab = lab;
    this.#traces = traces;
    this.#log = log;
  }

  get busy(): boolean {
    return this.#current !== null;
  }

  runs(submissionId: string): boolean {
    return this.#current?.job.submissionId === submissionId;
  }

  /** Resolves when what runs is over, whatever became of it. */
  get over(): Promise<void> {
    return this.#current?.over ?? Promise.resolve();
  }

  abort(reason: Error): void {
    this.#current?.abort.abort(reason);
  }

  /** Takes one for the grader and begins it, unless there is none or one is under way; `over` is told of its end. */
  async takeOne(graderId: number, over: () => void): Promise<void> {
    if (this.busy) return;
    const job = await this.#traces.take(graderId);
    if (job === null) return;
    const abort = new AbortController();
    const ended = this.#trace(job, abort.signal)
      .catch((error: unknown) => {
        // The lease and the reclaim see to it that it is made all the same.
        this.#log.error({ err: error, submission: job.submissionId }, 'Storing the end of a trace failed');
      })
      .finally(() => {
        this.#current = null;
        over();
      });
    this.#current = { job, abort, over: ended };
  }

  async #trace(job: TraceJob, signal: AbortSignal): Promise<void> {
    const { exercise, source, seed, submissionId } = job;
    const made = await this.#lab
      .trace({ exercise, source, seed, signal })
      .then((syscalls) => syscallsSchema.parse(syscalls))
      .catch((error: unknown) => {
        if (!signal.aborted) this.#log.error({ err: error, submission: submissionId }, 'A trace failed');
        return null;
      });
    if (made !== null) await this.#traces.finish(job, made);
    else if (signal.aborted) await this.#traces.giveBack(job);
    else await this.#traces.fail(job);
    this.#log.info({ submission: submissionId, made: made !== null }, 'A traced run ended');
  }
}
