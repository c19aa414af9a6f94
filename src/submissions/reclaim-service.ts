import { Inject, Injectable } from '@nestjs/common';
import { notify } from '../platform/database/notifications.js';
import { DATABASE, type Database, type Transaction } from '../platform/database/prisma.js';
import { QUEUE, Queue } from '../platform/queue/queue.js';
import { AttemptsService } from './attempts-service.js';
import { isDead, type GraderRow } from './grader-lease.js';
import type { OwnRuns } from './side-work.js';
import { gradeQueue, queueTopic } from './topics.js';
import { TracesService } from './traces-service.js';

/** Between the commit of a taking and its answer a run is not known yet; this is far longer, milliseconds. */
export const forgottenAfterMs = 60_000;

type RunningRow = { id: string; attempts: number; token: string | null; jobId: string | null };

/** Gives the submissions of dead graders, and those whose job was lost, back to the queue. */
@Injectable()
export class ReclaimService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(QUEUE) private readonly queue: Queue,
    @Inject(AttemptsService) private readonly attempts: AttemptsService,
    @Inject(TracesService) private readonly traces: TracesService,
  ) {}

  /** Returns how many went back. `own` is alive: it asks, and says which submissions it knows to be running. */
  async reclaim(own: OwnRuns): Promise<number> {
    const graders = await this.database.grader.findMany({
      where: { id: { not: own.graderId }, submissions: { some: { status: 'running' } } },
    });
    let count = 0;
    for (const grader of graders) count += await this.#reclaimFrom(grader);
    return count + (await this.#reclaimForgotten(own)) + (await this.#repairJobs());
  }

  /** The same for traced runs. */
  async reclaimTraces(own: OwnRuns): Promise<void> {
    const graders = await this.database.grader.findMany({
      where: { id: { not: own.graderId }, traces: { some: { status: 'running' } } },
    });
    await this.database.$transaction(async (tx) => {
      const forgotten = { lt: new Date(Date.now() - forgottenAfterMs) };
      const rows = await tx.syscallTrace.findMany({
        where: { graderId: own.graderId, status: 'running', startedAt: forgotten },
      });
      const lost = rows.filter((row) => !own.runs(row.submissionId));
      for (const grader of graders) {
        if (!(await isDead(tx, grader))) continue;
        lost.push(...(await tx.syscallTrace.findMany({ where: { graderId: grader.id, status: 'running' } })));
      }
      for (const { submissionId, token, jobId } of lost)
        if (token !== null) await this.traces.requeue(tx, { submissionId, token, jobId }, 1);
      await this.traces.repairJobs(tx);
    });
  }

  async #reclaimFrom(grader: GraderRow): Promise<number> {
    return this.database.$transaction(async (tx) => {
      if (!(await isDead(tx, grader))) return 0;
      return this.#giveBack(
        tx,
        await tx.submission.findMany({ where: { graderId: grader.id, status: 'running' } }),
      );
    });
  }

  /** Marked as running here, yet not running: the report could not be stored, or the answer to taking it was lost. */
  async #reclaimForgotten(own: OwnRuns): Promise<number> {
    return this.database.$transaction(async (tx) => {
      const rows = await tx.submission.findMany({
        where: {
          graderId: own.graderId,
          status: 'running',
          startedAt: { lt: new Date(Date.now() - forgottenAfterMs) },
        },
      });
      return this.#giveBack(
        tx,
        rows.filter((row) => !own.runs(row.id)),
      );
    });
  }

  async #giveBack(tx: Transaction, rows: readonly RunningRow[]): Promise<number> {
    let count = 0;
    for (const { id, attempts, token, jobId } of rows) {
      if (token === null || jobId === null) continue;
      if (await this.attempts.reclaim(tx, { submissionId: id, number: attempts, token, jobId })) count += 1;
    }
    return count;
  }

  /** A queued submission always has a waiting job: both are written together. Somebody may have emptied pg-boss’s tables. */
  async #repairJobs(): Promise<number> {
    return this.database.$transaction(async (tx) => {
      const rows = await tx.$queryRaw<{ id: string; priority: number }[]>`
        SELECT s.id, s.priority FROM submission s
          LEFT JOIN pgboss.job j ON j.name = ${gradeQueue} AND j.id = s.job_id AND j.state IN ('created', 'retry')
         WHERE s.status = 'queued' AND j.id IS NULL
         FOR UPDATE OF s SKIP LOCKED`;
      for (const { id, priority } of rows) {
        const jobId = await this.queue.send(tx, gradeQueue, { submissionId: id }, priority);
        await tx.submission.update({ where: { id }, data: { jobId } });
      }
      if (rows.length > 0) await notify(tx, queueTopic);
      return rows.length;
    });
  }
}
