import { Module } from '@nestjs/common';
import { BankService } from './bank-service.js';
import { ExercisesController } from './exercises-controller.js';

@Module({ controllers: [ExercisesController], providers: [BankService], exports: [BankService] })
export class BankModule {}
