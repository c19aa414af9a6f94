import { Module } from '@nestjs/common';
import { CoursesController } from './courses-controller.js';
import { CoursesService } from './courses-service.js';
import { JoinController } from './join-controller.js';
import { JoinService } from './join-service.js';
import { KeysController } from './keys-controller.js';
import { KeysService } from './keys-service.js';
import { RosterController } from './roster-controller.js';
import { RosterService } from './roster/roster-service.js';

@Module({
  controllers: [KeysController, CoursesController, RosterController, JoinController],
  providers: [KeysService, CoursesService, RosterService, JoinService],
  exports: [KeysService, CoursesService],
})
export class PeopleModule {}
