import { z } from 'zod';
import { optionSchema, partIdSchema } from '../names.js';
import { clamped, nothing, type Outcome } from '../outcome.js';
import { outcomeOf } from './single-choice.js';

/**
 * One or more right options. Each right one chosen earns its share, each wrong one costs as much, never below nothing: so
 * neither choosing all nor guessing pays.
 */

export const multipleChoiceShape = {
  type: z.literal('multiple-choice'),
  options: z.array(optionSchema).min(3).max(10),
};

export const multipleChoiceAnswerSchema = z.strictObject({ choices: z.array(partIdSchema).max(10) });

export type MultipleChoice = z.infer<z.ZodObject<typeof multipleChoiceShape>>;

export function scoreMultipleChoice(
  { options }: Pick<MultipleChoice, 'options'>,
  { choices }: z.infer<typeof multipleChoiceAnswerSchema>,
): Outcome {
  const chosen = options.filter((option) => choices.includes(option.id));
  if (chosen.length === 0) return nothing;
  const right = chosen.filter((option) => option.correct).length;
  const wanted = options.filter((option) => option.correct).length;
  return {
    share: clamped((right - (chosen.length - right)) / wanted),
    parts: chosen.map(outcomeOf),
  };
}

export const rightChoices = (options: MultipleChoice['options']) => ({
  choices: options.filter((option) => option.correct).map((option) => option.id),
});
