import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Exercise } from '../lab/exercise/exercise.js';
import type { Progress } from '../lab/lab.js';
import { mechanismSchema, type Mechanism, type Report } from '../lab/verdict/report.js';
import { notify } from '../platform/database/notifications.js';
import { DATABASE, type Database, type Transaction } from '../platform/database/prisma.js';
import { QUEUE, Queue } from '../platform/queue/queue.js';
import { exerciseToRun } from './exercise-to-run.js';
import { storable } from './storable.js';
import { gradeQueue, queueTopic, submissionTopic } from './topics.js';

/** One attempt at grading one submission. Its token is the fence: whoever holds an older one is not listened to. */
export interface Attempt {
  readonly submissionId: string;
  readonly number: number;
  readonly token: string;
  readonly jobId: string;
  readonly retries: number;
  /** Earlier attempts whose grader died. */
  readonly lost: number;
  readonly exercise: Exercise;
  readonly source: string;
  readonly seed: number;
  readonly prediction: Mechanism | null;
}

/** An inconclusive run, or a fault of ours, is tried again so many times before its report is stored as it is. */
export const retryLimit = 2;

/** Submissions that are tried again, or were given back, go before new ones: they have waited already. */
const retryPriority = 1;

type Ending = { readonly outcome: 'retried' | 'lost' | 'given_back'; readonly status: string | null };

@Injectable()
export class AttemptsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(QUEUE) private readonly queue: Queue,
  ) {}

  /** Takes up to `count` jobs for a grader: job and submission change hands in one transaction. */
  async take(graderId: number, count: number): Promise<Attempt[]> {
    return this.database.$transaction(async (tx) => {
      const jobs = await this.queue.take(tx, gradeQueue, count);
      const attempts: Attempt[] = [];
      // A batch comes in no order; within it the order of the queue holds, too.
      const order = await tx.submission.findMany({
        where: { jobId: { in: jobs.map(({ id }) => id) }, status: 'queued' },
        orderBy: [{ priority: 'desc' }, { sequence: 'asc' }],
        select: { id: true, jobId: true },
      });
      for (const { id, jobId } of order) {
        if (jobId !== null) attempts.push(await this.#begin(tx, graderId, jobId, id));
      }
      // Stale jobs: their submission was graded or queued anew under another one.
      const taken = new Set(attempts.map(({ jobId }) => jobId));
      for (const { id } of jobs) if (!taken.has(id)) await this.queue.settle(tx, gradeQueue, id);
      if (attempts.length > 0) await notify(tx, queueTopic);
      return attempts;
    });
  }

  /** Tells whoever watches how far the run is; nothing, when the attempt is no longer the current one. */
  async progress(attempt: Attempt, progress: Progress): Promise<void> {
    const { type, ...data } = progress;
    await this.database.$transaction(async (tx) => {
      const { count } = await tx.submission.updateMany({
        where: { id: attempt.submissionId, token: attempt.token },
        data: { events: { increment: 1 } },
      });
      if (count === 0) return;
      const row = await tx.submission.findUniqueOrThrow({ where: { id: attempt.submissionId } });
      await addEvents(tx, attempt.submissionId, row.events, [{ type, data }]);
      await notify(tx, submissionTopic(attempt.submissionId));
    });
  }

  /**
   * Stores the report, or, while there are retries left for a run that says nothing about the student, queues the
   * submission again. Returns what became of it; `superseded` when another attempt has taken over.
   */
  async finish(attempt: Attempt, report: Report): Promise<'stored' | 'retried' | 'superseded'> {
    const counted = report.status === 'graded' || report.status === 'not-run';
    return this.database.$transaction(async (tx) => {
      const checks = report.checks.map(({ id, passed, points, maxPoints }) => ({
        type: 'check',
        data: { id, passed, points, maxPoints },
      }));
      if (!counted && attempt.retries < retryLimit) {
        const again = await this.#requeue(tx, attempt, { outcome: 'retried', status: report.status });
        return again ? 'retried' : 'superseded';
      }
      const { count } = await tx.submission.updateMany({
        where: { id: attempt.submissionId, token: attempt.token, status: 'running' },
        data: {
          status: 'done',
          token: null,
          graderId: null,
          finishedAt: new Date(),
          events: { increment: checks.length + 1 },
        },
      });
      if (count === 0) return 'superseded';
      await tx.report.create({
        data: {
          submissionId: attempt.submissionId,
          attempt: attempt.number,
          content: storable(report),
          counted,
          score: report.score,
          maxScore: report.maxScore,
        },
      });
      const { status, passed, score, maxScore, mechanism } = report;
      const { events } = await tx.submission.findUniqueOrThrow({ where: { id: attempt.submissionId } });
      await addEvents(tx, attempt.submissionId, events, [
        ...checks,
        { type: 'done', data: { status, passed, score, maxScore, mechanism, counted } },
      ]);
      await this.#endAttempt(tx, attempt, 'reported', status);
      await this.queue.settle(tx, gradeQueue, attempt.jobId);
      await notify(tx, submissionTopic(attempt.submissionId));
      return 'stored';
    });
  }

  /** Puts a submission back into the queue because its grader stops. False when another attempt has taken over. */
  giveBack(attempt: Attempt): Promise<boolean> {
    return this.database.$transaction((tx) =>
      this.#requeue(tx, attempt, { outcome: 'given_back', status: null }),
    );
  }

  /** Puts a submission back into the queue because its grader has died. */
  reclaim(
    tx: Transaction,
    attempt: Pick<Attempt, 'submissionId' | 'number' | 'token' | 'jobId'>,
  ): Promise<boolean> {
    return this.#requeue(tx, attempt, { outcome: 'lost', status: null });
  }

  async #begin(tx: Transaction, graderId: number, jobId: string, submissionId: string): Promise<Attempt> {
    const token = randomUUID();
    const { count } = await tx.submission.updateMany({
      where: { id: submissionId, jobId, status: 'queued' },
      data: {
        status: 'running',
        token,
        graderId,
        startedAt: new Date(),
        attempts: { increment: 1 },
        events: { increment: 1 },
      },
    });
    if (count === 0) throw new Error(`Submission ${submissionId} changed while its job was being taken`);
    const row = await tx.submission.findUniqueOrThrow({
      where: { id: submissionId },
      include: { exercise: true },
    });
    await tx.gradingAttempt.create({ data: { submissionId, number: row.attempts, graderId } });
    await addEvents(tx, submissionId, row.events, [{ type: 'running', data: { attempt: row.attempts } }]);
    await notify(tx, submissionTopic(submissionId));
    return {
      submissionId,
      number: row.attempts,
      token,
      jobId,
      retries: row.retries,
      lost: await tx.gradingAttempt.count({ where: { submissionId, outcome: 'lost' } }),
      exercise: exerciseToRun(row),
      source: row.source,
      seed: Number(row.seed),
      prediction: mechanismSchema.nullable().parse(row.prediction),
    };
  }

  async #requeue(
    tx: Transaction,
    attempt: Pick<Attempt, 'submissionId' | 'number' | 'token' | 'jobId'>,
    ending: Ending,
  ): Promise<boolean> {
    const { submissionId } = attempt;
    const { count } = await tx.submission.updateMany({
      where: { id: submissionId, token: attempt.token, status: 'running' },
      data: {
        status: 'queued',
        token: null,
        graderId: null,
        priority: retryPriority,
        retries: { increment: ending.outcome === 'retried' ? 1 : 0 },
        events: { increment: 1 },
      },
    });
    if (count === 0) return false;
    await this.queue.settle(tx, gradeQueue, attempt.jobId);
    const jobId = await this.queue.send(tx, gradeQueue, { submissionId }, retryPriority);
    const { events } = await tx.submission.update({ where: { id: submissionId }, data: { jobId } });
    const because = ending.outcome === 'given_back' ? 'given-back' : ending.outcome;
    await addEvents(tx, submissionId, events, [{ type: 'queued', data: { again: because } }]);
    await this.#endAttempt(tx, attempt, ending.outcome, ending.status);
    await notify(tx, submissionTopic(submissionId));
    await notify(tx, queueTopic);
    return true;
  }

  async #endAttempt(
    tx: Transaction,
    attempt: Pick<Attempt, 'submissionId' | 'number'>,
    outcome: Ending['outcome'] | 'reported',
    status: string | null,
  ): Promise<void> {
    await tx.gradingAttempt.update({
      where: { submissionId_number: { submissionId: attempt.submissionId, number: attempt.number } },
      data: { endedAt: new Date(), outcome, status },
    });
  }
}

/** Writes events whose last one has the number `last`; the caller has counted them up in the same transaction. */
async function addEvents(
  tx: Transaction,
  submissionId: string,
  last: number,
  events: readonly { type: string; data: object }[],
): Promise<void> {
  await tx.submissionEvent.createMany({
    data: events.map((event, index) => ({
      submissionId,
      number: last - events.length + 1 + index,
      ...event,
    })),
  });
}
