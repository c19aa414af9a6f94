import type { Logger } from 'pino';

/** One piece of work beside grading that a grader has taken. */
export interface SideJob {
  /** By which its owner knows it again: `OwnRuns.runs`. */
  readonly id: string;
  /** Does it and stores its end; when the signal aborts, it is given back. */
  play(signal: AbortSignal): Promise<void>;
}

/** Who asks for what dead graders left: a grader that lives, and knows what runs in it. */
export interface OwnRuns {
  readonly graderId: number;
  readonly runs: (id: string) => boolean;
}

/**
 * A kind of work that takes the lab and can wait: traced runs, checks of uploaded packages. Graders look for it only
 * when nothing waits to be graded.
 */
export interface SideWork {
  /** The next piece, which is then this grader's; null when there is none. */
  take(graderId: number): Promise<SideJob | null>;
  /** Gives back what dead graders had. */
  reclaim(own: OwnRuns): Promise<void>;
}

/** A grader's hands for one kind of such work: one piece at a time, so that most slots stay free for submissions. */
export class SideRunner {
  readonly #work: SideWork;
  readonly #log: Logger;
  #current: { readonly id: string; readonly abort: AbortController; readonly over: Promise<void> } | null =
    null;

  constructor(work: SideWork, log: Logger) {
    this.#work = work;
    this.#log = log;
  }

  get busy(): boolean {
    return this.#current !== null;
  }

  /** Resolves when what runs is over, whatever became of it. */
  get over(): Promise<void> {
    return this.#current?.over ?? Promise.resolve();
  }

  abort(reason: Error): void {
    this.#current?.abort.abort(reason);
  }

  reclaim(graderId: number): Promise<void> {
    return this.#work.reclaim({ graderId, runs: (id) => this.#current?.id === id });
  }

  /** Takes one for the grader and begins it, unless one is under way; false when there is none. `over` is told of its end. */
  async takeOne(graderId: number, over: () => void): Promise<boolean> {
    if (this.busy) return false;
    const job = await this.#work.take(graderId);
    if (job === null) return false;
    const abort = new AbortController();
    const ended = job
      .play(abort.signal)
      .catch((error: unknown) => {
        // The lease and the reclaim see to it that it is done all the same.
        this.#log.error({ err: error, job: job.id }, 'Storing the end of work beside grading failed');
      })
      .finally(() => {
        this.#current = null;
        over();
      });
    this.#current = { id: job.id, abort, over: ended };
    return true;
  }
}
