import { z } from 'zod';
import { bilingualSchema } from '../../lab/bilingual.js';
import { partIdSchema } from '../names.js';
import { classificationAnswerSchema, classificationShape } from './classification.js';
import { multipleChoiceAnswerSchema, multipleChoiceShape } from './multiple-choice.js';
import { numericAnswerSchema, numericShape } from './numeric.js';
import { traceSchema } from './traces.js';
import { shortTextAnswerSchema, shortTextShape } from './short-text.js';
import { singleChoiceAnswerSchema, singleChoiceShape } from './single-choice.js';
import { trueFalseAnswerSchema, trueFalseShape } from './true-false.js';

/**
 * Real traces of programs, with questions on them. Each of them is worth its weight.
 */

const head = {
  id: partIdSchema,
  prompt: bilingualSchema,
  weight: z.number().int().positive().max(10).default(1),
};

const tracePartSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...head, ...singleChoiceShape }),
  z.strictObject({ ...head, ...multipleChoiceShape }),
  z.strictObject({ ...head, ...trueFalseShape }),
  z.strictObject({ ...head, ...numericShape }),
  z.strictObject({ ...head, ...shortTextShape }),
  z.strictObject({ ...head, ...classificationShape }),
]);
export type TracePart = z.infer<typeof tracePartSchema>;

export const traceReadingShape = {
  type: z.literal('trace-reading'),
  source: bilingualSchema.meta({
    description: 'How the traces were made: program, system, what was shortened',
  }),
  traces: z.array(traceSchema).min(1).max(4),
  parts: z.array(tracePartSchema).min(1).max(8),
};

export const traceReadingAnswerSchema = z.strictObject({
  parts: z.record(
    partIdSchema,
    z.union([
      singleChoiceAnswerSchema,
      multipleChoiceAnswerSchema,
      trueFalseAnswerSchema,
      numericAnswerSchema,
      shortTextAnswerSchema,
      classificationAnswerSchema,
    ]),
  ),
});
