import { Module } from '@nestjs/common';
import { AssignmentsModule } from '../assignments/assignments-module.js';
import { PeopleModule } from '../people/people-module.js';
import { CourseWork } from './course-work.js';
import { GradebookController } from './gradebook-controller.js';
import { MarkingController } from './marking-controller.js';
import { MarkingService } from './marking-service.js';

@Module({
  imports: [PeopleModule, AssignmentsModule],
  controllers: [GradebookController, MarkingController],
  providers: [CourseWork, MarkingService],
})
export class GradebookModule {}
