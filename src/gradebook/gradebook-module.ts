import { Module } from '@nestjs/common';
import { AssignmentsModule } from '../assignments/assignments-module.js';
import { PeopleModule } from '../people/people-module.js';
import { SubmissionsModule } from '../submissions/submissions-module.js';
import { BankModule } from '../bank/bank-module.js';
import { AnalysisController } from './analysis-controller.js';
import { AnalysisService } from './analysis-service.js';
import { CourseWork } from './course-work.js';
import { GradebookController } from './gradebook-controller.js';
import { MarkingController } from './marking-controller.js';
import { MarkingService } from './marking-service.js';
import { RegradesController } from './regrades-controller.js';
import { RegradesService } from './regrades-service.js';
import { RequestsController } from './requests-controller.js';
import { RequestsService } from './requests-service.js';

@Module({
  imports: [PeopleModule, BankModule, AssignmentsModule, SubmissionsModule],
  controllers: [
    GradebookController,
    MarkingController,
    RequestsController,
    RegradesController,
    AnalysisController,
  ],
  providers: [CourseWork, MarkingService, RequestsService, RegradesService, AnalysisService],
})
export class GradebookModule {}
