import { randomInt, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { parseExercise } from '../bank/bank-service.js';
import type { StatedSolution } from '../lab/check-solution.js';
import { notify } from '../platform/database/notifications.js';
import { DATABASE, type Database, type Transaction } from '../platform/database/prisma.js';
import { QUEUE, Queue } from '../platform/queue/queue.js';
import { isDead } from '../submissions/grader-lease.js';
import { forgottenAfterMs } from '../submissions/reclaim-service.js';
import type { OwnRuns } from '../submissions/side-work.js';
import { queueTopic } from '../submissions/topics.js';
import { type SolutionResult, storedSolutionSchema } from './solution-result.js';
import { checkQueue, uploadTopic } from './topics.js';

/** One solution of an uploaded package that a grader has taken. Its token is the fence, as an attempt’s is. */
export interface CheckJob extends StatedSolution {
  readonly uploadId: string;
  readonly number: number;
  readonly seed: number;
  readonly token: string;
  readonly jobId: string;
}

/** Runs of a package that fail one after another, or take their grader with them, end its check. */
export const checkFailureLimit = 3;

/**
 * The check of uploaded packages, one job for one run of one solution: after each the upload stands at the end of its
 * queue again, so that graders look for submissions in between and no package keeps another one waiting.
 */
@Injectable()
export class ChecksService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(QUEUE) private readonly queue: Queue,
  ) {}

  /** Queues the next run of an upload that is being checked. */
  async queueUp(tx: Transaction, uploadId: string): Promise<void> {
    const jobId = await this.queue.send(tx, checkQueue, { uploadId }, 0);
    await tx.exerciseUpload.update({ where: { id: uploadId }, data: { jobId } });
    await notify(tx, queueTopic);
  }

  /** Takes the next solution for a grader; null when there is none. */
  async take(graderId: number): Promise<CheckJob | null> {
    return this.database.$transaction(async (tx) => {
      const [job] = await this.queue.take(tx, checkQueue, 1);
      if (job === undefined) return null;
      const token = randomUUID();
      const { count } = await tx.exerciseUpload.updateMany({
        where: { jobId: job.id, status: 'checking', token: null },
        data: { token, graderId, startedAt: new Date() },
      });
      if (count === 0) {
        // Stale: the upload was queued anew under another job. There may be more behind it.
        await this.queue.settle(tx, checkQueue, job.id);
        await notify(tx, queueTopic);
        return null;
      }
      const upload = await tx.exerciseUpload.findFirstOrThrow({ where: { token } });
      const { number, content } = await tx.uploadedSolution.findFirstOrThrow({
        where: { uploadId: upload.id, asStated: null },
        orderBy: { number: 'asc' },
      });
      return {
        uploadId: upload.id,
        number,
        token,
        jobId: job.id,
        seed: randomInt(2 ** 32),
        exercise: parseExercise(upload.content),
        solution: storedSolutionSchema.parse(content),
      };
    });
  }

  /** Stores what came; after the last solution the check is over. False when another run has taken over. */
  async finish(job: CheckJob, result: SolutionResult): Promise<boolean> {
    const { uploadId, number } = job;
    return this.database.$transaction(async (tx) => {
      if (!(await this.#letGo(tx, job, { failures: 0 }))) return false;
      await tx.uploadedSolution.update({
        where: { uploadId_number: { uploadId, number } },
        data: { asStated: result.differences.length === 0, result, checkedAt: new Date() },
      });
      const left = await tx.uploadedSolution.count({ where: { uploadId, asStated: null } });
      if (left > 0) await this.queueUp(tx, uploadId);
      else {
        const wrong = await tx.uploadedSolution.count({ where: { uploadId, asStated: false } });
        const status = wrong === 0 ? 'ready' : 'refused';
        await tx.exerciseUpload.update({ where: { id: uploadId }, data: { status, checkedAt: new Date() } });
      }
      await notify(tx, uploadTopic(uploadId));
      return true;
    });
  }

  /** The run failed, which is our fault: tried again, and not for ever. */
  async fail(job: CheckJob): Promise<void> {
    await this.database.$transaction((tx) => this.#requeue(tx, job, 1));
  }

  /** Puts it back because its grader stops. */
  async giveBack(job: CheckJob): Promise<void> {
    await this.database.$transaction((tx) => this.#requeue(tx, job, 0));
  }

  /** What dead graders had, and what `own` has forgotten, goes back; whatever waits has a job again. */
  async reclaim(own: OwnRuns): Promise<void> {
    const graders = await this.database.grader.findMany({
      where: { id: { not: own.graderId }, uploads: { some: { token: { not: null } } } },
    });
    await this.database.$transaction(async (tx) => {
      const forgotten = { lt: new Date(Date.now() - forgottenAfterMs) };
      const rows = await tx.exerciseUpload.findMany({
        where: { graderId: own.graderId, token: { not: null }, startedAt: forgotten },
      });
      const lost = rows.filter(({ id }) => !own.runs(id));
      for (const grader of graders) {
        if (!(await isDead(tx, grader))) continue;
        lost.push(...(await tx.exerciseUpload.findMany({ where: { graderId: grader.id } })));
      }
      for (const { id: uploadId, token, jobId } of lost)
        if (token !== null && jobId !== null) await this.#requeue(tx, { uploadId, token, jobId }, 1);
      await this.#repairJobs(tx);
    });
  }

  async #requeue(tx: Transaction, job: Holding, failures: number): Promise<void> {
    if (!(await this.#letGo(tx, job, { failures: { increment: failures } }))) return;
    const { uploadId: id } = job;
    const exhausted = await tx.exerciseUpload.updateMany({
      where: { id, failures: { gte: checkFailureLimit } },
      data: { status: 'failed', checkedAt: new Date() },
    });
    if (exhausted.count === 0) await this.queueUp(tx, id);
    await notify(tx, uploadTopic(id));
  }

  async #letGo(
    tx: Transaction,
    { uploadId, token, jobId }: Holding,
    data: { failures: number | { increment: number } },
  ): Promise<boolean> {
    const { count } = await tx.exerciseUpload.updateMany({
      where: { id: uploadId, token, status: 'checking' },
      data: { ...data, token: null, graderId: null },
    });
    if (count > 0) await this.queue.settle(tx, checkQueue, jobId);
    return count > 0;
  }

  /** One that waits has a waiting job, unless somebody emptied pg-boss’s tables. */
  async #repairJobs(tx: Transaction): Promise<void> {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      SELECT u.id FROM exercise_upload u
        LEFT JOIN pgboss.job j ON j.name = ${checkQueue} AND j.id = u.job_id AND j.state IN ('created', 'retry')
       WHERE u.status = 'checking' AND u.token IS NULL AND j.id IS NULL
       FOR UPDATE OF u SKIP LOCKED`;
    for (const { id } of rows) await this.queueUp(tx, id);
  }
}

type Holding = Pick<CheckJob, 'uploadId' | 'token' | 'jobId'>;
