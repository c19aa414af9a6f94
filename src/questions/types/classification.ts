import { z } from 'zod';
import { bilingualSchema } from '../../lab/bilingual.js';
import { mistakeSchema, partIdSchema } from '../names.js';
import type { Outcome, PartOutcome } from '../outcome.js';

/** A table: every row (a snippet, a situation) belongs into one column. Each row is worth the same. */

export const classificationShape = {
  type: z.literal('classification'),
  columns: z
    .array(z.strictObject({ id: partIdSchema, text: bilingualSchema }))
    .min(2)
    .max(6)
    .meta({ description: 'Shown in this order' }),
  rows: z
    .array(
      z.strictObject({
        id: partIdSchema,
        text: bilingualSchema.meta({
          description: 'Markdown; code in backticks is the same in both languages',
        }),
        column: partIdSchema,
        feedback: bilingualSchema.meta({ description: 'Why it belongs there' }),
        wrong: z.array(z.strictObject({ column: partIdSchema, ...mistakeSchema })).default([]),
      }),
    )
    .min(2)
    .max(12),
};

export const classificationAnswerSchema = z.strictObject({ rows: z.record(partIdSchema, partIdSchema) });

export type Classification = z.infer<z.ZodObject<typeof classificationShape>>;

export function scoreClassification(
  { columns, rows }: Pick<Classification, 'columns' | 'rows'>,
  { rows: given }: z.infer<typeof classificationAnswerSchema>,
): Outcome {
  const parts = rows.flatMap((row): PartOutcome[] => {
    const chosen = columns.find(({ id }) => Object.hasOwn(given, row.id) && id === given[row.id]);
    if (chosen === undefined) return [];
    if (chosen.id === row.column) return [{ part: row.id, correct: true, feedback: row.feedback }];
    const mistake = row.wrong.find((wrong) => wrong.column === chosen.id);
    return [
      {
        part: row.id,
        correct: false,
        feedback: mistake?.feedback ?? row.feedback,
        misconception: mistake?.misconception,
      },
    ];
  });
  return { share: parts.filter((part) => part.correct).length / rows.length, parts };
}

export const rightRows = ({ rows }: Pick<Classification, 'rows'>) => ({
  rows: Object.fromEntries(rows.map(({ id, column }) => [id, column])),
});
