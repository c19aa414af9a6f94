import { z } from 'zod';
import { bilingualSchema } from '../../lab/bilingual.js';
import { optionSchema, partIdSchema } from '../names.js';
import type { Outcome } from '../outcome.js';
import { scoreTyped, shortTextShape } from './short-text.js';
import { rightChoice, scoreSingleChoice } from './single-choice.js';

/** A text with blanks, `{{name}}`, to be typed or chosen. Each blank is worth the same. */

const typedSchema = z.strictObject({
  id: partIdSchema,
  accept: shortTextShape.accept,
  wrong: shortTextShape.wrong,
});

const chosenSchema = z.strictObject({ id: partIdSchema, options: z.array(optionSchema).min(2).max(8) });

export const clozeShape = {
  type: z.literal('cloze'),
  text: bilingualSchema.meta({ description: 'Markdown with {{name}} at the place of each blank' }),
  blanks: z
    .array(z.union([typedSchema, chosenSchema]))
    .min(1)
    .max(12),
};

export const clozeAnswerSchema = z.strictObject({
  blanks: z
    .record(partIdSchema, z.string().max(500))
    .meta({ description: 'What was typed, or an option’s id' }),
});

export type Cloze = z.infer<z.ZodObject<typeof clozeShape>>;

export function scoreCloze(
  { blanks }: Pick<Cloze, 'blanks'>,
  { blanks: given }: z.infer<typeof clozeAnswerSchema>,
): Outcome {
  const outcomes = blanks.flatMap((blank): Outcome[] => {
    const text = Object.hasOwn(given, blank.id) ? given[blank.id] : undefined;
    if (text === undefined) return [];
    if ('accept' in blank) return [scoreTyped(blank.id, blank, text)];
    const { share, parts } = scoreSingleChoice(blank, { choice: text });
    return [{ share, parts: parts.map((each) => ({ ...each, part: blank.id })) }];
  });
  return {
    share: outcomes.reduce((sum, each) => sum + each.share, 0) / blanks.length,
    parts: outcomes.flatMap((each) => each.parts),
  };
}

export const rightBlanks = ({ blanks }: Pick<Cloze, 'blanks'>) => ({
  blanks: Object.fromEntries(
    blanks.map((blank) => [
      blank.id,
      'accept' in blank ? (blank.accept[0] ?? '') : rightChoice(blank.options).choice,
    ]),
  ),
});
