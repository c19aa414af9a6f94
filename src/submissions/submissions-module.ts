import { Module } from '@nestjs/common';
import { BankModule } from '../bank/bank-module.js';
import { AttemptsService } from './attempts-service.js';
import { CreateController } from './create-controller.js';
import { EventsController } from './events-controller.js';
import { EventsService } from './events-service.js';
import { IdempotencyService } from './idempotency-service.js';
import { ReclaimService } from './reclaim-service.js';
import { ReportWait } from './report-wait.js';
import { SubmissionIntake } from './submission-intake.js';
import { SubmissionsController } from './submissions-controller.js';
import { SubmissionsService } from './submissions-service.js';
import { SyscallsService } from './syscalls-service.js';
import { TracesService } from './traces-service.js';

@Module({
  imports: [BankModule],
  controllers: [CreateController, SubmissionsController, EventsController],
  providers: [
    SubmissionsService,
    IdempotencyService,
    AttemptsService,
    ReclaimService,
    ReportWait,
    SubmissionIntake,
    TracesService,
    SyscallsService,
    EventsService,
  ],
  exports: [
    AttemptsService,
    ReclaimService,
    IdempotencyService,
    ReportWait,
    SubmissionIntake,
    SubmissionsService,
  ],
})
export class SubmissionsModule {}
