import { Module } from '@nestjs/common';
import { SubmissionsModule } from '../submissions/submissions-module.js';
import { PeopleModule } from '../people/people-module.js';
import { AssignmentsController } from './assignments-controller.js';
import { AnswersService } from './answers-service.js';
import { AssignmentsService } from './assignments-service.js';
import { AttemptsController } from './attempts-controller.js';
import { AssignmentAttemptsService } from './assignment-attempts-service.js';
import { Deadlines } from './deadlines.js';
import { Versions } from './versions.js';

@Module({
  imports: [PeopleModule, SubmissionsModule],
  controllers: [AssignmentsController, AttemptsController],
  providers: [AssignmentsService, AnswersService, AssignmentAttemptsService, Versions, Deadlines],
  exports: [AssignmentsService, AssignmentAttemptsService, Versions],
})
export class AssignmentsModule {}
