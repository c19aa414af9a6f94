import { z } from 'zod';
import type { Question } from './question.js';

/**
 * What a student sends: the same forms as in answers by id (types/*.ts), with labels in place of ids. Looser on names,
 * which the layout checks and can say better.
 */

const label = z.string().max(40);
const single = z.strictObject({ choice: label });
const multiple = z.strictObject({ choices: z.array(label).max(10) });
const trueFalse = z.strictObject({ value: z.boolean(), reason: label.optional() });
const numeric = z.strictObject({ values: z.record(label, z.number()) });
const shortText = z.strictObject({ text: z.string().max(500) });
const classification = z.strictObject({ rows: z.record(label, label) });

const simple = {
  'single-choice': single,
  'multiple-choice': multiple,
  'true-false': trueFalse,
  numeric,
  'short-text': shortText,
  classification,
} as const;

const forms = {
  ...simple,
  cloze: z.strictObject({ blanks: z.record(label, z.string().max(500)) }),
  ordering: z.strictObject({ order: z.array(label).max(12) }),
  matching: z.strictObject({ pairs: z.record(label, label) }),
  open: z.strictObject({ text: z.string().max(20_000) }),
} as const;

/** Any answer, for the API’s document. */
export const anyAnswerSchema = z
  .union([
    ...Object.values(forms),
    z.strictObject({ parts: z.record(label, z.union(Object.values(simple))) }),
  ])
  .meta({ id: 'Answer' });

/** The form of an answer to this question, with labels. */
export function answerForm(question: Question): z.ZodType {
  if (question.type !== 'trace-reading') return forms[question.type];
  return z.strictObject({
    parts: z.strictObject(
      Object.fromEntries(
        question.parts.map((part, index) => [String(index + 1), simple[part.type].optional()]),
      ),
    ),
  });
}
