import { randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { StoredExercise } from '../bank/bank-service.js';
import type { Exercise } from '../lab/exercise/exercise.js';
import type { Caller } from '../people/roles.js';
import { notify } from '../platform/database/notifications.js';
import { DATABASE, type Database, type Transaction } from '../platform/database/prisma.js';
import { HttpProblem } from '../platform/http/problem.js';
import { QUEUE, Queue } from '../platform/queue/queue.js';
import { AlreadyAnswered, IdempotencyService, type IdempotentRequest } from './idempotency-service.js';
import type { NewSource } from './new-submission.js';
import { gradeQueue, queueTopic } from './topics.js';
import { visibleTo } from './visible-to.js';
import { viewOf, type SubmissionRow, type SubmissionView } from './submission-views.js';

export interface NewSubmission extends NewSource {
  readonly on: StoredExercise;
  readonly idempotencyKey: string | null;
  /** Visible scenes only, counted nowhere. */
  readonly tryOnly: boolean;
  /** The item of an attempt that it is for; null is practice. */
  readonly within: Within | null;
}

export interface Within {
  readonly attemptId: string;
  readonly position: number;
  readonly courseId: string;
  /**
   * Looks, in the transaction that stores the submission, whether it counts, comes too late, or is refused.
   *
   * @throws HttpProblem
   */
  readonly admit: (transaction: Transaction) => Promise<Admitted>;
}

/** Nobody waits for these at the moment. */
const rerunPriority = -1;

export interface Admitted {
  readonly mode: 'graded' | 'try' | 'late';
  /** When it came, by the clock that the attempt goes by. */
  readonly at: Date;
}

export interface Created {
  readonly view: SubmissionView;
  /** True when the answer is an earlier one, given again. */
  readonly replayed: boolean;
}

const shown = {
  id: true,
  status: true,
  mode: true,
  attemptId: true,
  position: true,
  attempts: true,
  program: true,
  prediction: true,
  createdAt: true,
  startedAt: true,
  finishedAt: true,
  account: { select: { id: true, name: true } },
  exercise: { select: { slug: true, version: true } },
  report: { select: { content: true, counted: true } },
} as const;

@Injectable()
export class SubmissionsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(QUEUE) private readonly queue: Queue,
    @Inject(IdempotencyService) private readonly idempotency: IdempotencyService,
  ) {}

  /** Stores the submission and its job, and remembers the answer under the Idempotency-Key, all or nothing. */
  async create(caller: Caller, wish: NewSubmission): Promise<Created> {
    const { id: exerciseId, exercise } = wish.on;
    const request: IdempotentRequest | null =
      wish.idempotencyKey === null
        ? null
        : {
            accountId: caller.accountId,
            key: wish.idempotencyKey,
            parts: [
              exercise.slug,
              wish.program ?? wish.source,
              wish.seed,
              // Left out when there is none: keys of a Doorbell without predictions go on standing for their requests.
              ...(wish.prediction === null ? [] : [wish.prediction]),
              ...(wish.tryOnly ? ['try'] : []),
              ...(wish.within === null ? [] : [wish.within.attemptId, wish.within.position]),
            ],
          };
    if (request !== null) {
      const earlier = await this.idempotency.selectOptionalAnswer(request);
      if (earlier !== null) return { view: earlier, replayed: true };
    }
    const view = await this.database
      .$transaction((tx) => this.#store(tx, caller, wish, { exerciseId, exercise, request }))
      .catch(async (error: unknown) => {
        // The same request, sent at the same time, came first; this one was rolled back and leaves no trace.
        if (error instanceof AlreadyAnswered) return null;
        // What is refused may be refused because the first one was taken.
        if (request !== null && error instanceof HttpProblem)
          return (await this.idempotency.selectOptionalAnswer(request)) ? null : Promise.reject(error);
        throw error;
      });
    if (view !== null) return { view, replayed: false };
    const first = request === null ? null : await this.idempotency.selectOptionalAnswer(request);
    if (first === null) throw new Error('An Idempotency-Key was taken, yet its answer is not there');
    return { view: first, replayed: true };
  }

  async #store(
    tx: Transaction,
    caller: Caller,
    wish: NewSubmission,
    on: { exerciseId: string; exercise: Exercise; request: IdempotentRequest | null },
  ): Promise<SubmissionView> {
    const { within } = wish;
    const { mode, at }: Admitted =
      within === null ? { mode: wish.tryOnly ? 'try' : 'graded', at: new Date() } : await within.admit(tx);
    const account = await tx.account.findUniqueOrThrow({ where: { id: caller.accountId } });
    const enrolment = await tx.enrolment.findFirst({
      where: { accountId: account.id },
      orderBy: { createdAt: 'asc' },
    });
    const row = await tx.submission.create({
      data: {
        accountId: account.id,
        courseId: within?.courseId ?? enrolment?.courseId ?? null,
        exerciseId: on.exerciseId,
        mode,
        createdAt: at,
        attemptId: within?.attemptId ?? null,
        position: within?.position ?? null,
        source: wish.source,
        program: wish.program,
        prediction: wish.prediction,
        seed: wish.seed ?? randomInt(2 ** 32),
        events: 1,
      },
    });
    const place = await position(tx, row);
    await tx.submissionEvent.create({
      data: { submissionId: row.id, number: 1, type: 'queued', data: { position: place } },
    });
    const jobId = await this.queue.send(tx, gradeQueue, { submissionId: row.id }, row.priority);
    await tx.submission.update({ where: { id: row.id }, data: { jobId } });
    // Put together here: Prisma would load relations at the same time, which one connection cannot do.
    const answer = viewOf({ ...row, account, exercise: on.exercise, report: null }, place);
    if (on.request !== null) await this.idempotency.remember(tx, on.request, answer);
    await notify(tx, queueTopic);
    return answer;
  }

  /**
   * Queues a submission’s source once more, on another version of its exercise and behind everything that students wait for.
   * `mode`: whether it counts at once, or when its regrade is applied.
   */
  async rerun(
    tx: Transaction,
    id: string,
    again: {
      readonly exerciseId: string;
      readonly mode: 'graded' | 'regrade';
      readonly regradeId: string;
    },
  ): Promise<void> {
    const {
      accountId,
      courseId,
      attemptId,
      position: place,
      source,
      program,
      prediction,
      seed,
      createdAt,
    } = await tx.submission.findUniqueOrThrow({ where: { id } });
    const row = await tx.submission.create({
      data: {
        ...{ accountId, courseId, attemptId, position: place, source, program, prediction, seed, createdAt },
        ...again,
        rerunOfId: id,
        priority: rerunPriority,
        events: 1,
      },
    });
    await tx.submissionEvent.create({
      // Its place is not counted: a regrade queues thousands.
      data: { submissionId: row.id, number: 1, type: 'queued', data: {} },
    });
    const jobId = await this.queue.send(tx, gradeQueue, { submissionId: row.id }, row.priority);
    await tx.submission.update({ where: { id: row.id }, data: { jobId } });
    await notify(tx, queueTopic);
  }

  /** @throws HttpProblem not-found, also for a submission that is somebody else's: its existence is not told. */
  async select(caller: Caller, id: string): Promise<SubmissionView> {
    const row = await this.database.submission.findFirst({
      where: { id, ...(await visibleTo(this.database, caller)) },
      select: { ...shown, priority: true, sequence: true },
    });
    if (row === null) throw unknownSubmission();
    return viewOf(row, row.status === 'queued' ? await position(this.database, row) : null);
  }

  /** @throws HttpProblem not-found */
  async selectSource(caller: Caller, id: string): Promise<{ source: string; slug: string }> {
    const row = await this.database.submission.findFirst({
      where: { id, ...(await visibleTo(this.database, caller)) },
      select: { source: true, exercise: { select: { slug: true } } },
    });
    if (row === null) throw unknownSubmission();
    return { source: row.source, slug: row.exercise.slug };
  }

  /** Newest first; `before` is where the page before ended. One row more than `limit` says that there is another page. */
  async list(
    caller: Caller,
    filter: { limit: number; before: bigint | null; exercise: string | null },
  ): Promise<(SubmissionRow & { sequence: bigint })[]> {
    return this.database.submission.findMany({
      where: {
        AND: [
          await visibleTo(this.database, caller),
          filter.before === null ? {} : { sequence: { lt: filter.before } },
          filter.exercise === null ? {} : { exercise: { slug: filter.exercise } },
        ],
      },
      orderBy: { sequence: 'desc' },
      take: filter.limit + 1,
      select: { ...shown, sequence: true },
    });
  }
}

/** Place in the queue, 1 is next: those of higher priority, then those that came earlier, stand before it. */
export async function position(
  database: Database | Transaction,
  row: { priority: number; sequence: bigint },
): Promise<number> {
  const before = await database.submission.count({
    where: {
      status: 'queued',
      OR: [{ priority: { gt: row.priority } }, { priority: row.priority, sequence: { lt: row.sequence } }],
    },
  });
  return before + 1;
}

export function unknownSubmission(): HttpProblem {
  return new HttpProblem('not-found', {
    en: 'You have no submission with this id. GET /submissions lists yours.',
    'zh-CN': '你没有此 id 的提交。GET /submissions 会列出你的提交。',
  });
}

export function noReportYet(): HttpProblem {
  return new HttpProblem('not-found', {
    en: 'There is no report yet, so there is no picture of it. The submission’s events tell when there is.',
    'zh-CN': '报告尚未产生，所以还没有图。报告产生时，提交的事件流会通知你。',
  });
}
