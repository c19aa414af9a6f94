import { z } from 'zod';
import { bilingualSchema } from '../../lab/bilingual.js';
import { partIdSchema } from '../names.js';

/** An answer in the student’s own words, marked by a person along a rubric. */

export const openShape = {
  type: z.literal('open'),
  limit: z
    .strictObject({ words: z.number().int().positive(), characters: z.number().int().positive() })
    .meta({ description: 'How long it may be: words in English, characters in Chinese' }),
  rubric: z
    .array(
      z.strictObject({
        id: partIdSchema,
        text: bilingualSchema.meta({ description: 'What earns these points' }),
        points: z.number().int().positive().max(20),
      }),
    )
    .min(1)
    .max(10),
  example: bilingualSchema.meta({ description: 'A good answer; shown with the explanation' }),
};

export const openAnswerSchema = z.strictObject({ text: z.string().max(20_000) });
