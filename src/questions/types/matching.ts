import { z } from 'zod';
import { bilingualSchema } from '../../lab/bilingual.js';
import { misconceptionIdSchema, mistakeSchema, partIdSchema } from '../names.js';
import type { Outcome, PartOutcome } from '../outcome.js';

/** Each of the left column belongs to one of the right, where some may be left over. Each pair is worth the same. */

export const matchingShape = {
  type: z.literal('matching'),
  left: z
    .array(
      z.strictObject({
        id: partIdSchema,
        text: bilingualSchema,
        match: partIdSchema.meta({ description: 'The id of the right item it belongs to' }),
        feedback: bilingualSchema.optional().meta({ description: 'Said to whoever has this one wrong' }),
        wrong: z.array(z.strictObject({ match: partIdSchema, ...mistakeSchema })).default([]),
      }),
    )
    .min(2)
    .max(10),
  right: z
    .array(
      z.strictObject({
        id: partIdSchema,
        text: bilingualSchema,
        misconception: misconceptionIdSchema.optional().meta({
          description: 'Of whoever takes it wrongly; needed where nothing belongs to it',
        }),
      }),
    )
    .min(2)
    .max(12),
};

export const matchingAnswerSchema = z.strictObject({ pairs: z.record(partIdSchema, partIdSchema) });

export type Matching = z.infer<z.ZodObject<typeof matchingShape>>;

export function scoreMatching(
  { left, right }: Pick<Matching, 'left' | 'right'>,
  { pairs }: z.infer<typeof matchingAnswerSchema>,
): Outcome {
  const parts = left.flatMap((item): PartOutcome[] => {
    const chosen = right.find(({ id }) => Object.hasOwn(pairs, item.id) && id === pairs[item.id]);
    if (chosen === undefined) return [];
    if (chosen.id === item.match) return [{ part: item.id, correct: true }];
    const mistake = item.wrong.find((wrong) => wrong.match === chosen.id);
    return [
      {
        part: item.id,
        correct: false,
        feedback: mistake?.feedback ?? item.feedback,
        misconception: mistake?.misconception ?? chosen.misconception,
      },
    ];
  });
  return { share: parts.filter((part) => part.correct).length / left.length, parts };
}

export const rightPairs = ({ left }: Pick<Matching, 'left'>) => ({
  pairs: Object.fromEntries(left.map(({ id, match }) => [id, match])),
});
