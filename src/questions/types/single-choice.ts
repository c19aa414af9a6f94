import { z } from 'zod';
import { type Option, optionSchema, partIdSchema } from '../names.js';
import { nothing, type Outcome, type PartOutcome } from '../outcome.js';

/** One right option among several. */

export const singleChoiceShape = {
  type: z.literal('single-choice'),
  options: z.array(optionSchema).min(2).max(8),
};

export const singleChoiceAnswerSchema = z.strictObject({ choice: partIdSchema });

export function scoreSingleChoice(
  { options }: { readonly options: readonly Option[] },
  { choice }: z.infer<typeof singleChoiceAnswerSchema>,
): Outcome {
  const chosen = options.find((option) => option.id === choice);
  if (chosen === undefined) return nothing;
  return { share: chosen.correct ? 1 : 0, parts: [outcomeOf(chosen)] };
}

/** What choosing an option comes to; a right one names no misconception. */
export function outcomeOf({ id, correct, feedback, misconception }: Option): PartOutcome {
  return { part: id, correct, feedback, misconception };
}

export const rightChoice = (options: readonly Option[]) => ({
  choice: options.find((option) => option.correct)?.id ?? '',
});
