import { fromPrisma, PgBoss, systemClock, type Clock, type Job } from 'pg-boss';
import { applicationName, type ConnectionSettings } from '../database/connection.js';
import type { Transaction } from '../database/prisma.js';

/**
 * Jobs, kept by pg-boss in the same PostgreSQL, so that a job and what it is about are written, taken and settled in
 * one transaction. Doorbell takes jobs itself (`take`) when a notification says that there are some, instead of
 * letting each worker poll; who holds a job is known from the submission's own row, so no job expires by the clock.
 */
export const QUEUE = Symbol('queue');

/** The table that pg-boss keeps jobs in; read by the repair of submissions whose job has gone. */
export const jobTable = 'pgboss.job';

/** Longest pg-boss allows, seconds (24 h): a job is given back when its grader is dead, not when it is slow. */
const expireInSeconds = 24 * 3600 - 1;

/**
 * pg-boss looks every two seconds whether workers of its own have anything to report, and no option says that there are
 * none. So an interval as short as that is never begun; all that are wanted are minutes long.
 */
const shortestIntervalMs = 10_000;
const unhurriedClock: Clock = {
  ...systemClock,
  setInterval: (fn, ms) => (ms < shortestIntervalMs ? undefined : systemClock.setInterval(fn, ms)),
};

export class Queue {
  readonly #boss: PgBoss;

  private constructor(boss: PgBoss) {
    this.#boss = boss;
  }

  /** Installs pg-boss's own tables on first use. `onError` hears what its maintenance could not do. */
  static async open(
    connection: ConnectionSettings,
    names: readonly string[],
    onError: (error: Error) => void,
  ): Promise<Queue> {
    const boss = new PgBoss({
      ...connection,
      application_name: applicationName,
      max: 3,
      clock: unhurriedClock,
      schedule: false,
      // Two services that start together on a new database: PostgreSQL's locks let one of them install.
      migrate: true,
      registerInstance: false,
      reindex: false,
      monitorVacuum: false,
      // Flows are not used; looking for them every five seconds would be polling.
      flowIntervalSeconds: 3600,
      superviseIntervalSeconds: 300,
      monitorIntervalSeconds: 300,
      queueCacheIntervalSeconds: 300,
      bamIntervalSeconds: 300,
    });
    boss.on('error', onError);
    await boss.start();
    for (const name of names) {
      await boss.createQueue(name, {
        retryLimit: 0,
        expireInSeconds,
        retentionSeconds: 365 * 24 * 3600,
        deleteAfterSeconds: 24 * 3600,
      });
    }
    return new Queue(boss);
  }

  /** Returns the job's id. Nothing is enqueued unless `tx` commits. */
  async send(tx: Transaction, name: string, data: object, priority: number): Promise<string> {
    const id = await this.#boss.send(name, data, { priority, db: fromPrisma(tx) });
    if (id === null) throw new Error(`pg-boss did not take a job for the queue ${name}`);
    return id;
  }

  /** Takes up to `count` jobs, highest priority first, then oldest; they stay taken only if `tx` commits. */
  take(tx: Transaction, name: string, count: number): Promise<Job[]> {
    return this.#boss.fetch(name, { batchSize: count, db: fromPrisma(tx) });
  }

  /** Closes a job, whoever has it. */
  async settle(tx: Transaction, name: string, id: string): Promise<void> {
    await this.#boss.complete(name, id, null, { db: fromPrisma(tx), includeQueued: true });
  }

  /** Whether pg-boss's tables are there and of the version that this code wants. */
  isInstalled(): Promise<boolean> {
    return this.#boss.isInstalled();
  }

  async close(): Promise<void> {
    await this.#boss.stop({ graceful: false, close: true });
  }
}
