import { z } from 'zod';
import { pointer } from '../platform/http/schema-pipe.js';
import { questionSchema } from '../questions/question.js';
import type { Misfit } from '../lab/authored/schema-problems.js';
import type { QuestionRow } from './questions-service.js';

/** What an instructor reads of a question: everything, and what keeps it from being published. */

const { slug } = questionSchema.options[0].shape;
const status = z.enum(['draft', 'published', 'retired']);

/** Any JSON object: a draft may be half written. Its form is that of `docs/schemas/question.schema.json`. */
export const contentSchema = z
  .looseObject({ slug })
  .meta({ id: 'QuestionContent', description: 'As in a file of seed/questions; a draft may be incomplete' });

const questionHeadSchema = z.strictObject({
  slug,
  version: z.number().int().positive(),
  status,
  type: z.string().nullable().meta({ description: 'Null where a draft does not say' }),
  title: z.unknown().meta({ description: 'In both languages, as far as written' }),
  updatedAt: z.iso.datetime(),
  publishedAt: z.iso.datetime().nullable(),
  url: z.string(),
});

export const questionListSchema = z
  .strictObject({ items: z.array(questionHeadSchema) })
  .meta({ id: 'QuestionList' });

export const authoredQuestionSchema = questionHeadSchema
  .extend({
    content: z.looseObject({}),
    problems: z
      .array(z.strictObject({ pointer: z.string(), detail: z.string() }))
      .meta({ description: 'What keeps it from being published; JSON Pointers into the content' }),
  })
  .meta({ id: 'AuthoredQuestion' });
export type AuthoredQuestion = z.infer<typeof authoredQuestionSchema>;

export function headOf(row: QuestionRow): z.infer<typeof questionHeadSchema> {
  const content = (row.content ?? {}) as Readonly<Record<string, unknown>>;
  return {
    slug: row.slug,
    version: row.version,
    status: row.status,
    type: typeof content['type'] === 'string' ? content['type'] : null,
    title: content['title'] ?? null,
    updatedAt: row.updatedAt.toISOString(),
    publishedAt: row.publishedAt?.toISOString() ?? null,
    url: `/questions/${row.slug}/versions/${row.version}`,
  };
}

export function authored(row: QuestionRow, problems: readonly Misfit[]): AuthoredQuestion {
  return {
    ...headOf(row),
    content: row.content as Record<string, unknown>,
    problems: problems.map(({ path, message }) => ({ pointer: pointer(path), detail: message })),
  };
}
