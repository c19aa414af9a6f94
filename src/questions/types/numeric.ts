import { z } from 'zod';
import { bilingualSchema } from '../../lab/bilingual.js';
import { evaluate, type Values } from '../expression.js';
import { mistakeSchema, partIdSchema } from '../names.js';
import type { Outcome, PartOutcome } from '../outcome.js';

/** One or more numbers, each with a tolerance, each worth the same. A key may be computed from parameters. */

const expressionSchema = z
  .union([z.number(), z.string().min(1).max(200)])
  .meta({ description: 'A number, or arithmetic over the parameters such as `floor(T / p)`' });

export const numericShape = {
  type: z.literal('numeric'),
  fields: z
    .array(
      z.strictObject({
        id: partIdSchema,
        label: bilingualSchema.optional().meta({ description: 'Needed where there are several fields' }),
        unit: bilingualSchema.optional(),
        answer: expressionSchema,
        tolerance: expressionSchema.default(0).meta({ description: 'Accepted on either side of the answer' }),
        wrong: z
          .array(z.strictObject({ answer: expressionSchema, ...mistakeSchema }))
          .default([])
          .meta({ description: 'Wrong numbers that show how somebody thinks' }),
      }),
    )
    .min(1)
    .max(6),
};

export const numericAnswerSchema = z.strictObject({
  values: z.record(partIdSchema, z.number()),
});

export type Numeric = z.infer<z.ZodObject<typeof numericShape>>;

export function scoreNumeric(
  { fields }: Pick<Numeric, 'fields'>,
  { values: given }: z.infer<typeof numericAnswerSchema>,
  values: Values,
): Outcome {
  const parts: PartOutcome[] = [];
  for (const field of fields) {
    const number = Object.hasOwn(given, field.id) ? given[field.id] : undefined;
    if (number === undefined) continue;
    const near = (key: string | number, tolerance: number) =>
      Math.abs(number - evaluate(key, values)) <= tolerance + rounding(number);
    const correct = near(field.answer, evaluate(field.tolerance, values));
    const mistake = correct ? undefined : field.wrong.find((wrong) => near(wrong.answer, 0));
    parts.push({
      part: field.id,
      correct,
      feedback: mistake?.feedback,
      misconception: mistake?.misconception,
    });
  }
  return { share: parts.filter((part) => part.correct).length / fields.length, parts };
}

/** What binary fractions may be off by: 0.1 + 0.2 is 0.3. */
const rounding = (number: number) => Math.abs(number) * 1e-9;

export const rightNumbers = ({ fields }: Pick<Numeric, 'fields'>, values: Values) => ({
  values: Object.fromEntries(fields.map((field) => [field.id, evaluate(field.answer, values)])),
});
