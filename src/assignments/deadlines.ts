import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { CLOCK, type Clock } from '../platform/clock.js';
import { Notifications } from '../platform/database/notifications.js';
import { AssignmentAttemptsService } from './assignment-attempts-service.js';
import { attemptsTopic } from './topics.js';

/** A timer can wait no longer than 2³¹ − 1 ms; a look once a day is cheap. */
const longestMs = 24 * 3600 * 1000;

/** After a failure, for example of the database: again so much later. */
const againMs = 10_000;

/**
 * Submits attempts when their time is over. It asks no one again and again: it sleeps until the next end there is, and is
 * told when an attempt begins that may end sooner. An attempt read in the meantime is submitted by its reader, so
 * nothing depends on how punctual this is.
 */
@Injectable()
export class Deadlines implements OnModuleInit, OnApplicationShutdown {
  #timer: NodeJS.Timeout | null = null;
  #unsubscribe: () => void = () => undefined;
  #stopped = false;
  /** One look at a time; a second wish during one is another look after it. */
  #looking: Promise<void> | null = null;
  #again = false;

  constructor(
    @Inject(AssignmentAttemptsService) private readonly attempts: AssignmentAttemptsService,
    @Inject(Notifications) private readonly notifications: Notifications,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(PinoLogger) private readonly log: PinoLogger,
  ) {}

  async onModuleInit(): Promise<void> {
    this.#unsubscribe = this.notifications.subscribe(attemptsTopic, () => this.#wish());
    this.#wish();
    await this.#looking;
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    this.#unsubscribe();
    if (this.#timer) clearTimeout(this.#timer);
    await this.#looking;
  }

  #wish(): void {
    if (this.#stopped) return;
    if (this.#looking) {
      this.#again = true;
      return;
    }
    this.#looking = this.#look().finally(() => {
      this.#looking = null;
      if (!this.#again) return;
      this.#again = false;
      this.#wish();
    });
  }

  async #look(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    let delay: number | null;
    try {
      await this.attempts.finishOverdue();
      const next = await this.attempts.nextEnd();
      delay = next === null ? null : next.getTime() - this.clock().getTime();
    } catch (error) {
      this.log.warn({ err: error }, 'Deadlines could not be looked at; again shortly');
      delay = againMs;
    }
    if (delay === null || this.#stopped) return;
    this.#timer = setTimeout(() => this.#wish(), Math.min(longestMs, Math.max(0, delay)));
    this.#timer.unref();
  }
}
