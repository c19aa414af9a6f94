import { Module } from '@nestjs/common';
import { SubmissionsModule } from '../submissions/submissions-module.js';
import { ChecksService } from './checks-service.js';
import { PublishService } from './publish-service.js';
import { UploadsController } from './uploads-controller.js';
import { UploadsService } from './uploads-service.js';

@Module({
  imports: [SubmissionsModule],
  controllers: [UploadsController],
  providers: [UploadsService, ChecksService, PublishService],
})
export class UploadsModule {}
