import { z } from 'zod';
import { mistakeSchema } from '../names.js';
import { nothing, type Outcome } from '../outcome.js';
import { isOneOf, normalized } from '../short-answer.js';

/** A word or two, typed. Several spellings may be accepted; small differences of writing do not count. */

const acceptedSchema = z
  .array(z.string().min(1).max(100))
  .min(1)
  .max(20)
  .meta({ description: 'In either language; case, spaces, quotes and an empty () at the end do not matter' });

export const shortTextShape = {
  type: z.literal('short-text'),
  accept: acceptedSchema,
  wrong: z.array(z.strictObject({ accept: acceptedSchema, ...mistakeSchema })).default([]),
};

export const shortTextAnswerSchema = z.strictObject({ text: z.string().max(500) });

export type ShortText = z.infer<z.ZodObject<typeof shortTextShape>>;

/** The same for whatever is typed: a whole short text, or a blank in a cloze. */
export function scoreTyped(
  part: string,
  { accept, wrong }: Pick<ShortText, 'accept' | 'wrong'>,
  text: string,
): Outcome {
  if (normalized(text) === '') return nothing;
  const correct = isOneOf(text, accept);
  const mistake = correct ? undefined : wrong.find((each) => isOneOf(text, each.accept));
  return {
    share: correct ? 1 : 0,
    parts: [{ part, correct, feedback: mistake?.feedback, misconception: mistake?.misconception }],
  };
}

export const scoreShortText = (
  question: Pick<ShortText, 'accept' | 'wrong'>,
  { text }: z.infer<typeof shortTextAnswerSchema>,
): Outcome => scoreTyped('text', question, text);

export const rightText = ({ accept }: Pick<ShortText, 'accept'>) => ({ text: accept[0] ?? '' });
