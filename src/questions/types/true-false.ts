import { z } from 'zod';
import { bilingualSchema } from '../../lab/bilingual.js';
import { misconceptionIdSchema, optionSchema, partIdSchema } from '../names.js';
import type { Outcome } from '../outcome.js';
import { outcomeOf } from './single-choice.js';

/**
 * A statement, whether it is true, and why. Half of the marks is for the truth value, half for the reason; a reason
 * counts only with the right truth value, for it would be the reason of something else.
 */

export const trueFalseShape = {
  type: z.literal('true-false'),
  correct: z.boolean().meta({ description: 'Whether the statement in `prompt` is true' }),
  feedback: bilingualSchema.meta({ description: 'Said to whoever has the truth value wrong' }),
  misconception: misconceptionIdSchema.meta({ description: 'Of whoever has the truth value wrong' }),
  reasons: z
    .array(optionSchema)
    .min(2)
    .max(6)
    .meta({ description: 'One is right; let some speak for “true” and some for “false”' }),
};

export const trueFalseAnswerSchema = z.strictObject({
  value: z.boolean(),
  reason: partIdSchema.optional(),
});

export type TrueFalse = z.infer<z.ZodObject<typeof trueFalseShape>>;

export function scoreTrueFalse(
  { correct, feedback, misconception, reasons }: Omit<TrueFalse, 'type'>,
  answer: z.infer<typeof trueFalseAnswerSchema>,
): Outcome {
  const right = answer.value === correct;
  const value = right
    ? { part: 'value', correct: true }
    : { part: 'value', correct: false, feedback, misconception };
  const reason = reasons.find((each) => each.id === answer.reason);
  return {
    share: right ? 0.5 + (reason?.correct === true ? 0.5 : 0) : 0,
    parts: reason === undefined ? [value] : [value, outcomeOf(reason)],
  };
}

export const rightTrueFalse = ({ correct, reasons }: Pick<TrueFalse, 'correct' | 'reasons'>) => ({
  value: correct,
  reason: reasons.find((reason) => reason.correct)?.id,
});
