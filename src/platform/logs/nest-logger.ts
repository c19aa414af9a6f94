import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** What Nest says about itself, as lines of our log; its long account of a normal start is for debugging. */
export class NestLogger implements LoggerService {
  readonly #log: Logger;

  constructor(log: Logger) {
    this.#log = log;
  }

  log(message: unknown, context?: unknown): void {
    this.#log.debug({ context }, String(message));
  }

  warn(message: unknown, context?: unknown): void {
    this.#log.warn({ context }, String(message));
  }

  error(message: unknown, stack?: unknown, context?: unknown): void {
    this.#log.error({ context, stack }, String(message));
  }
}
