import { Module } from '@nestjs/common';
import { seedDirectory } from '../platform/paths.js';
import { loadDictionary } from '../questions/load-questions.js';
import { BankService } from './bank-service.js';
import { DICTIONARY } from './dictionary.js';
import { FormatsController } from './formats-controller.js';
import { ExercisesController } from './exercises-controller.js';
import { QuestionsController } from './questions-controller.js';
import { QuestionsService } from './questions-service.js';

@Module({
  // `questions/export` must be looked for before `questions/{slug}`.
  controllers: [ExercisesController, FormatsController, QuestionsController],
  providers: [
    BankService,
    QuestionsService,
    { provide: DICTIONARY, useFactory: () => loadDictionary(seedDirectory) },
  ],
  exports: [BankService, QuestionsService, DICTIONARY],
})
export class BankModule {}
