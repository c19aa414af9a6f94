import { z } from 'zod';
import { type Option, optionSchema, partIdSchema } from '../names.js';
import { nothing, type Outcome } from '../outcome.js';

/** One right option among several. */

export const singleChoiceShape = {
  type: z.literal('single-choice'),
  options: z.array(optionSchema).min(2).max(8),
};

export const singleChoiceAnswerSchema = z.strictObject({ choice: partIdSchema });

export type SingleChoice = z.infer<z.ZodObject<typeof singleChoiceShape>>;

export function scoreSingleChoice(
  { options }: { readonly options: readonly Option[] },
  { choice }: z.infer<typeof singleChoiceAnswerSchema>,
): Outcome {
  const chosen = options.find((option) => option.id === choice);
  if (chosen === undefined) return nothing;
  return { share: chosen.correct ? 1 : 0, parts: [outcomeOf(chosen, chosen.correct)] };
}

/** What choosing (or rightly leaving out) an option comes to. */
export function outcomeOf({ id, feedback, misconception }: Option, correct: boolean) {
  return { part: id, correct, feedback, misconception: correct ? undefined : misconception };
}

export const rightChoice = (options: readonly Option[]) => ({
  choice: options.find((option) => option.correct)?.id ?? '',
});
