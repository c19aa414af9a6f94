import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, Reflector } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import type { Logger } from 'pino';
import { AssignmentsModule } from './assignments/assignments-module.js';
import type { Backbone } from './backbone.js';
import { BankModule } from './bank/bank-module.js';
import { AuthGuard } from './people/auth-guard.js';
import { PeopleModule } from './people/people-module.js';
import { CLOCK, type Clock } from './platform/clock.js';
import { SETTINGS, type Settings } from './platform/config/settings.js';
import { Notifications } from './platform/database/notifications.js';
import { DATABASE } from './platform/database/prisma.js';
import { GradebookModule } from './gradebook/gradebook-module.js';
import { HEALTH_CHECKS, HealthController, type HealthCheck } from './platform/health/health-controller.js';
import { ProblemFilter } from './platform/http/problem-filter.js';
import { ProblemsController } from './platform/http/problems-controller.js';
import { RateLimitGuard, rateLimits } from './platform/http/rate-limit.js';
import { SchemaPipe } from './platform/http/schema-pipe.js';
import { logModule } from './platform/logs/logs.js';
import { QUEUE } from './platform/queue/queue.js';
import { SHUTDOWN } from './platform/shutdown.js';
import { SubmissionsModule } from './submissions/submissions-module.js';
import { UploadsModule } from './uploads/uploads-module.js';

export interface AppParts {
  readonly settings: Settings;
  readonly backbone: Backbone;
  readonly checks: readonly HealthCheck[];
  readonly shutdown: AbortSignal;
  readonly log: Logger;
  /** What time it is, for deadlines; without one, the system’s. */
  readonly clock?: Clock;
}

/** Opened before Nest starts and closed after it, in `main.ts`; every room may ask for them. */
@Global()
@Module({})
class PartsModule {
  static with({ settings, backbone, checks, shutdown, clock }: AppParts): DynamicModule {
    const providers = [
      { provide: SETTINGS, useValue: settings },
      { provide: DATABASE, useValue: backbone.database },
      { provide: QUEUE, useValue: backbone.queue },
      { provide: Notifications, useValue: backbone.notifications },
      { provide: HEALTH_CHECKS, useValue: checks },
      { provide: SHUTDOWN, useValue: shutdown },
      { provide: CLOCK, useValue: clock ?? (() => new Date()) },
    ];
    return { module: PartsModule, providers, exports: providers.map(({ provide }) => provide) };
  }
}

@Module({})
export class AppModule {
  static with(parts: AppParts): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PartsModule.with(parts),
        logModule(parts.log),
        ThrottlerModule.forRoot(rateLimits(parts.settings, new Reflector())),
        PeopleModule,
        // Before the bank: /exercises/uploads is an address of its own, and no slug.
        UploadsModule,
        BankModule,
        SubmissionsModule,
        AssignmentsModule,
        GradebookModule,
      ],
      controllers: [HealthController, ProblemsController],
      providers: [
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useClass: SchemaPipe },
        // In this order: whoever tries keys is counted before the database is asked.
        { provide: APP_GUARD, useClass: RateLimitGuard },
        { provide: APP_GUARD, useClass: AuthGuard },
      ],
    };
  }
}
