import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people-module.js';
import { AssignmentsController } from './assignments-controller.js';
import { AssignmentsService } from './assignments-service.js';
import { AttemptsController } from './attempts-controller.js';
import { AttemptsService } from './attempts-service.js';
import { Deadlines } from './deadlines.js';

@Module({
  imports: [PeopleModule],
  controllers: [AssignmentsController, AttemptsController],
  providers: [AssignmentsService, AttemptsService, Deadlines],
})
export class AssignmentsModule {}
