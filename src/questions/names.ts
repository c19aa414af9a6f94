import { z } from 'zod';
import { bilingualSchema } from '../lab/bilingual.js';

/** Small schemas that all question types share. */

/** Of an option, an item, a blank: in one question it is used once. */
export const partIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/, 'write a lower-case name such as `a` or `last-call`');

/** An entry of `seed/misconceptions.yaml`. */
export const misconceptionIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{2,62}$/)
  .meta({ description: 'An id of misconceptions.yaml: what somebody believes who answers so' });

/** A wrong thing that may be chosen, or written: what is said then, and what it shows. */
export const mistakeSchema = {
  feedback: bilingualSchema.meta({ description: 'Said to whoever answers so' }),
  misconception: misconceptionIdSchema,
};

/** What may be chosen. Feedback is said to whoever chose it, right or wrong. */
export const optionSchema = z
  .strictObject({
    id: partIdSchema,
    text: bilingualSchema.meta({ description: 'Inline Markdown' }),
    correct: z.boolean().default(false),
    feedback: bilingualSchema,
    misconception: misconceptionIdSchema.optional(),
  })
  .meta({ id: 'Option' });
export type Option = z.infer<typeof optionSchema>;
