import { Inject, Injectable } from '@nestjs/common';
import { Notifications } from '../platform/database/notifications.js';
import { DATABASE, type Database } from '../platform/database/prisma.js';
import { SHUTDOWN } from '../platform/shutdown.js';
import type { EventStream } from './event-stream.js';
import { position } from './submissions-service.js';
import { queueTopic, submissionTopic } from './topics.js';

/**
 * The events of one submission, from the table, in order, each when it is told. The place in the queue is told
 * beside them, without an id: it is true only for the moment, and nobody resumes from it.
 */
@Injectable()
export class EventsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Notifications) private readonly notifications: Notifications,
    @Inject(SHUTDOWN) private readonly shutdown: AbortSignal,
  ) {}

  /** Whether event `after` was the last one there will ever be. */
  async isOver(id: string, after: number): Promise<boolean> {
    const row = await this.database.submission.findUnique({
      where: { id },
      select: { status: true, events: true },
    });
    return row?.status === 'done' && after >= row.events;
  }

  /** Sends what came after event `after`, then each further one, and ends the stream after `done`. */
  async follow(id: string, after: number, stream: EventStream): Promise<void> {
    const over = AbortSignal.any([stream.closed, this.shutdown]);
    let heard = Promise.withResolvers<void>();
    const tell = () => heard.resolve();
    const unsubscribe = this.notifications.subscribe(submissionTopic(id), tell);
    // Every submission moves the queue: only who stands in it listens to that.
    let leaveQueue: (() => void) | null = this.notifications.subscribe(queueTopic, tell);
    over.addEventListener('abort', tell);
    let [last, place] = [after, 0];
    try {
      while (!over.aborted) {
        heard = Promise.withResolvers<void>();
        const events = await this.database.submissionEvent.findMany({
          where: { submissionId: id, number: { gt: last } },
          orderBy: { number: 'asc' },
        });
        for (const event of events) {
          stream.send({ id: event.number, type: event.type, data: event.data as object });
          last = event.number;
          if (event.type === 'done') return;
        }
        const now = await this.#place(id);
        if (now !== null && now !== place)
          stream.send({ id: null, type: 'position', data: { position: now } });
        place = now ?? 0;
        if (now === null) {
          leaveQueue?.();
          leaveQueue = null;
        } else if (leaveQueue === null) {
          leaveQueue = this.notifications.subscribe(queueTopic, tell);
          tell(); // Once more round: the queue may have moved before we listened.
        }
        if (over.aborted) return;
        await heard.promise;
      }
    } finally {
      unsubscribe();
      leaveQueue?.();
      over.removeEventListener('abort', tell);
      stream.end();
    }
  }

  async #place(id: string): Promise<number | null> {
    const row = await this.database.submission.findUnique({
      where: { id },
      select: { status: true, priority: true, sequence: true },
    });
    return row?.status === 'queued' ? position(this.database, row) : null;
  }
}
