import { Inject, Injectable } from '@nestjs/common';
import { Notifications } from '../platform/database/notifications.js';
import { DATABASE, type Database } from '../platform/database/prisma.js';
import { SHUTDOWN } from '../platform/shutdown.js';
import { submissionTopic } from './topics.js';

/** Waiting for a report by being told: for `Prefer: wait`. */
@Injectable()
export class ReportWait {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Notifications) private readonly notifications: Notifications,
    @Inject(SHUTDOWN) private readonly shutdown: AbortSignal,
  ) {}

  /**
   * Resolves true as soon as the submission is done; false after `seconds`, when `signal` says that nobody waits any
   * more, or when the service is to end.
   */
  async untilDone(id: string, seconds: number, signal: AbortSignal): Promise<boolean> {
    return this.until(submissionTopic(id), seconds, signal, async () => {
      const row = await this.database.submission.findUnique({ where: { id }, select: { status: true } });
      return row?.status === 'done';
    });
  }

  /** The same for anything that is told of under a topic: `isDone` looks whether it has come. */
  async until(
    topic: string,
    seconds: number,
    signal: AbortSignal,
    isDone: () => Promise<boolean>,
  ): Promise<boolean> {
    const limit = AbortSignal.any([signal, this.shutdown, AbortSignal.timeout(seconds * 1000)]);
    let heard = Promise.withResolvers<void>();
    // Before the first look, so that nothing can fall between looking and listening.
    const unsubscribe = this.notifications.subscribe(topic, () => heard.resolve());
    const stop = () => heard.resolve();
    limit.addEventListener('abort', stop);
    try {
      for (;;) {
        if (await isDone()) return true;
        if (limit.aborted) return false;
        await heard.promise;
        heard = Promise.withResolvers<void>();
        // Aborted while the promise was being replaced: nobody would resolve the new one.
        if (limit.aborted) heard.resolve();
      }
    } finally {
      unsubscribe();
      limit.removeEventListener('abort', stop);
    }
  }
}
