import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { TraceRequest } from '../lab/lab.js';
import type { Syscalls } from '../lab/verdict/syscalls.js';
import { notify } from '../platform/database/notifications.js';
import { DATABASE, type Database, type Transaction } from '../platform/database/prisma.js';
import { QUEUE, Queue } from '../platform/queue/queue.js';
import { exerciseToRun } from './exercise-to-run.js';
import { storable } from './storable.js';
import { queueTopic, submissionTopic, traceQueue } from './topics.js';

/** One traced run that a grader has taken. Its token is the fence, as an attempt's is. */
export interface TraceJob extends Pick<TraceRequest, 'exercise' | 'source' | 'seed'> {
  readonly submissionId: string;
  readonly token: string;
  readonly jobId: string;
}

/** What became of a traced run so far; `exhausted`: it failed so often that it is not tried again. */
export type TraceState =
  | { readonly status: 'under-way' | 'failed' | 'exhausted' }
  | { readonly status: 'done'; readonly syscalls: Syscalls };

/** Runs that fail, or take their grader with them, are begun again when asked for, so often at most. */
export const traceFailureLimit = 3;

/** One traced run for each submission, made when first asked for and kept: a job like a grading, in a queue behind it. */
@Injectable()
export class TracesService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(QUEUE) private readonly queue: Queue,
  ) {}

  /** Has it made unless it is, or is under way; asked for at the same time, once. The submission has a graded report. */
  async ask(submissionId: string): Promise<TraceState> {
    const known = await this.state(submissionId);
    if (known !== null && known.status !== 'failed') return known;
    await this.database.$transaction(async (tx) => {
      const jobId = randomUUID();
      const made =
        known === null
          ? await tx.syscallTrace.createMany({ data: { submissionId, jobId }, skipDuplicates: true })
          : await tx.syscallTrace.updateMany({
              where: { submissionId, status: 'failed' },
              data: { status: 'queued' },
            });
      if (made.count > 0) await this.#queueUp(tx, submissionId);
    });
    return { status: 'under-way' };
  }

  /** Null where nobody has asked. */
  async state(submissionId: string): Promise<TraceState | null> {
    const row = await this.database.syscallTrace.findUnique({ where: { submissionId } });
    if (row === null) return null;
    // Checked before it was stored, and not again: a trace of an earlier Doorbell must stay readable.
    if (row.status === 'done') return { status: 'done', syscalls: row.content as unknown as Syscalls };
    if (row.status !== 'failed') return { status: 'under-way' };
    return { status: row.failures < traceFailureLimit ? 'failed' : 'exhausted' };
  }

  /** Takes the next one for a grader; null when there is none. */
  async take(graderId: number): Promise<TraceJob | null> {
    return this.database.$transaction(async (tx) => {
      for (const { id: jobId } of await this.queue.take(tx, traceQueue, 1)) {
        const token = randomUUID();
        const { count } = await tx.syscallTrace.updateMany({
          where: { jobId, status: 'queued' },
          data: { status: 'running', token, graderId, startedAt: new Date() },
        });
        if (count === 0) {
          await this.queue.settle(tx, traceQueue, jobId);
          continue;
        }
        const { submissionId } = await tx.syscallTrace.findFirstOrThrow({ where: { token } });
        const row = await tx.submission.findUniqueOrThrow({
          where: { id: submissionId },
          include: { exercise: true },
        });
        const { source, seed } = row;
        return { submissionId, token, jobId, exercise: exerciseToRun(row), source, seed: Number(seed) };
      }
      return null;
    });
  }

  /** False when another run has taken over. */
  finish(job: TraceJob, syscalls: Syscalls): Promise<boolean> {
    return this.#end(job, { status: 'done', content: storable(syscalls) });
  }

  fail(job: TraceJob): Promise<boolean> {
    return this.#end(job, { status: 'failed', failures: { increment: 1 } });
  }

  /** Puts it back because its grader stops. */
  async giveBack(job: TraceJob): Promise<void> {
    await this.database.$transaction((tx) => this.requeue(tx, job, 0));
  }

  /** The same within a transaction; `failures` more than before, and when these are too many it has failed. */
  async requeue(tx: Transaction, job: Pick<TraceJob, 'submissionId' | 'token' | 'jobId'>, failures: number) {
    const { submissionId, token, jobId } = job;
    const { count } = await tx.syscallTrace.updateMany({
      where: { submissionId, token, status: 'running' },
      data: { status: 'queued', token: null, graderId: null, failures: { increment: failures } },
    });
    if (count === 0) return;
    await this.queue.settle(tx, traceQueue, jobId);
    const exhausted = await tx.syscallTrace.updateMany({
      where: { submissionId, failures: { gte: traceFailureLimit } },
      data: { status: 'failed', finishedAt: new Date() },
    });
    if (exhausted.count === 0) await this.#queueUp(tx, submissionId);
    else await notify(tx, submissionTopic(submissionId));
  }

  /** A queued one whose job has gone gets a new one. */
  async repairJobs(tx: Transaction): Promise<void> {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      SELECT t.submission_id AS id FROM syscall_trace t
        LEFT JOIN pgboss.job j ON j.name = ${traceQueue} AND j.id = t.job_id AND j.state IN ('created', 'retry')
       WHERE t.status = 'queued' AND j.id IS NULL
       FOR UPDATE OF t SKIP LOCKED`;
    for (const { id } of rows) await this.#queueUp(tx, id);
  }

  async #queueUp(tx: Transaction, submissionId: string): Promise<void> {
    const jobId = await this.queue.send(tx, traceQueue, { submissionId }, 0);
    await tx.syscallTrace.update({ where: { submissionId }, data: { jobId } });
    await notify(tx, queueTopic);
  }

  async #end(
    { submissionId, token, jobId }: TraceJob,
    data: { status: 'done'; content: object } | { status: 'failed'; failures: { increment: number } },
  ): Promise<boolean> {
    return this.database.$transaction(async (tx) => {
      const { count } = await tx.syscallTrace.updateMany({
        where: { submissionId, token, status: 'running' },
        data: { ...data, token: null, graderId: null, finishedAt: new Date() },
      });
      if (count === 0) return false;
      await this.queue.settle(tx, traceQueue, jobId);
      await notify(tx, submissionTopic(submissionId));
      return true;
    });
  }
}
