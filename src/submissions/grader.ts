import type { Logger } from 'pino';
import type { Lab } from '../lab/lab.js';
import { reportSchema, type Report } from '../lab/verdict/report.js';
import type { ConnectionSettings } from '../platform/database/connection.js';
import { Notifications } from '../platform/database/notifications.js';
import type { Attempt, AttemptsService } from './attempts-service.js';
import { faultReport } from './fault-report.js';
import { takeLease, type GraderLease } from './grader-lease.js';
import type { ReclaimService } from './reclaim-service.js';
import { SideRunner, type SideWork } from './side-work.js';
import { queueTopic } from './topics.js';

export interface GraderParts {
  readonly lab: Lab;
  readonly attempts: AttemptsService;
  readonly reclaims: ReclaimService;
  /** What is done when nothing waits to be graded, the more urgent kind first. */
  readonly sides: readonly SideWork[];
  readonly notifications: Notifications;
  readonly connection: ConnectionSettings;
  readonly log: Logger;
  readonly doorbellVersion: string;
  readonly reclaimSeconds: number;
}

/** After an error of the database: how long until the next try, milliseconds. */
const pauseMs = 1000;

/** A submission that was running when so many graders died may be what kills them: it gets a fault report. */
const lostLimit = 5;

/** What the lab hands out is checked before it is stored; afterwards everybody may rely on it. */
const checked = (report: Report): Report => reportSchema.parse(report);

const stopping = new Error('The grader stops');

/**
 * Takes submissions from the queue and has the lab run them, as many at once as the lab has slots. It sleeps until
 * it is told that the queue has something or a slot has become free.
 */
export class Grader {
  readonly #parts: GraderParts;
  readonly #running = new Map<Attempt, { readonly abort: AbortController; readonly over: Promise<void> }>();
  readonly #sides: readonly SideRunner[];
  #lease: GraderLease | null = null;
  #pumping: Promise<void> | null = null;
  #again = false;
  #stopped = false;
  #timers = new Set<NodeJS.Timeout>();
  #unsubscribe: () => void = () => undefined;

  constructor(parts: GraderParts) {
    this.#parts = parts;
    this.#sides = parts.sides.map((work) => new SideRunner(work, parts.log));
  }

  async start(): Promise<void> {
    this.#unsubscribe = this.#parts.notifications.subscribe(queueTopic, () => this.#pump());
    await this.#register();
    // The dead one's connection may take a moment to go: one more look soon, then now and then.
    this.#after(2000, () => void this.#reclaim());
    const look = setInterval(() => void this.#reclaim(), this.#parts.reclaimSeconds * 1000);
    this.#timers.add(look);
  }

  get running(): number {
    return this.#running.size;
  }

  #runs(submissionId: string): boolean {
    return [...this.#running.keys()].some((attempt) => attempt.submissionId === submissionId);
  }

  /** Takes nothing new; lets what runs finish for `graceMs`; gives back the rest. */
  async stop(graceMs: number): Promise<void> {
    this.#stopped = true;
    this.#unsubscribe();
    for (const timer of this.#timers) clearTimeout(timer);
    await this.#pumping;
    const over = Promise.all([...this.#sides, ...this.#running.values()].map((run) => run.over));
    const grace = Promise.withResolvers<void>();
    const timer = setTimeout(() => grace.resolve(), graceMs);
    await Promise.race([over, grace.promise]);
    clearTimeout(timer);
    this.#abortAll();
    await over;
    await this.#lease?.release();
  }

  async #register(): Promise<void> {
    const lease = await takeLease(this.#parts.connection);
    this.#lease = lease;
    lease.lost.addEventListener('abort', () => this.#onLost());
    await this.#reclaim();
    this.#pump();
  }

  /** Without the lock others may run what runs here; it is ended, and the fence keeps its word from counting twice. */
  #onLost(): void {
    if (this.#stopped) return;
    this.#parts.log.warn('The grader lost its database connection; it registers again');
    this.#lease = null;
    this.#abortAll();
    this.#after(pauseMs, () => {
      this.#register().catch(() => this.#onLost());
    });
  }

  #abortAll(): void {
    for (const { abort } of this.#running.values()) abort.abort(stopping);
    for (const side of this.#sides) side.abort(stopping);
  }

  async #reclaim(): Promise<void> {
    const graderId = this.#lease?.graderId;
    if (graderId === undefined || this.#stopped) return;
    try {
      const count = await this.#parts.reclaims.reclaim({ graderId, runs: (id) => this.#runs(id) });
      if (count > 0)
        this.#parts.log.info({ count }, 'Submissions of graders that are gone went back to the queue');
      for (const side of this.#sides) await side.reclaim(graderId);
    } catch (error) {
      this.#parts.log.warn({ err: error }, 'Looking for submissions of dead graders failed');
    }
  }

  /** At most one at a time; a call in the meantime makes it look once more. */
  #pump(): void {
    this.#again = true;
    this.#pumping ??= this.#takeWhileThereIs().finally(() => {
      this.#pumping = null;
      if (this.#again && !this.#stopped && this.#lease !== null) this.#pump();
    });
  }

  async #takeWhileThereIs(): Promise<void> {
    while (this.#again && !this.#stopped && this.#lease !== null) {
      this.#again = false;
      const busy = this.#running.size + this.#sides.filter((side) => side.busy).length;
      let free = this.#parts.lab.slots - busy;
      if (free <= 0) return; // The end of a run pumps again.
      try {
        const { graderId } = this.#lease;
        const taken = await this.#parts.attempts.take(graderId, free);
        for (const attempt of taken) this.#run(attempt);
        free -= taken.length;
        // Only when nothing waits to be graded; its end, like that of a run, makes the grader look again.
        for (const side of this.#sides)
          if (free > 0 && (await side.takeOne(graderId, () => this.#stopped || this.#pump()))) free -= 1;
      } catch (error) {
        this.#parts.log.warn({ err: error }, 'Taking jobs failed; trying again');
        this.#after(pauseMs, () => this.#pump());
      }
    }
  }

  #run(attempt: Attempt): void {
    const abort = new AbortController();
    const over = this.#grade(attempt, abort.signal)
      .catch((error: unknown) => {
        // The lease, the fence and the reclaim see to it that the submission is graded all the same.
        this.#parts.log.error(
          { err: error, submission: attempt.submissionId },
          'Storing the end of an attempt failed',
        );
      })
      .finally(() => {
        this.#running.delete(attempt);
        if (!this.#stopped) this.#pump();
      });
    this.#running.set(attempt, { abort, over });
  }

  async #grade(attempt: Attempt, signal: AbortSignal): Promise<void> {
    const { lab, attempts, log, doorbellVersion } = this.#parts;
    const { exercise, source, seed, prediction, submissionId } = attempt;
    let told = Promise.resolve();
    const fault = () => faultReport(exercise, { seed, guessed: prediction, doorbell: doorbellVersion });
    const run =
      attempt.lost >= lostLimit
        ? Promise.resolve(fault())
        : lab.run({
            exercise,
            source,
            seed,
            prediction,
            signal,
            onProgress: (progress) => {
              told = told.then(() => attempts.progress(attempt, progress)).catch(() => undefined);
            },
          });
    const report = await run.then(checked).catch((error: unknown) => {
      if (signal.aborted) return null;
      log.error({ err: error, submission: submissionId }, 'The lab failed');
      return fault();
    });
    await told;
    if (report === null) {
      await attempts.giveBack(attempt);
      return;
    }
    const end = await attempts.finish(attempt, report);
    log.info(
      { submission: submissionId, attempt: attempt.number, status: report.status, end },
      'An attempt ended',
    );
  }

  #after(ms: number, then: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (!this.#stopped) then();
    }, ms);
    this.#timers.add(timer);
  }
}
