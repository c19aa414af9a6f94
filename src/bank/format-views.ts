import { z } from 'zod';
import { locales } from '../lab/bilingual.js';
import type { Locale } from '../lab/bilingual.js';
import { formatNames, type Loss } from '../questions/formats/format.js';

/** Import and export over REST: what is asked with, and what is answered. */

const locale = z.enum(locales);

export const importQuery = z.strictObject({
  format: z.enum(formatNames).exclude(['qti']).meta({ description: 'What the body is written in' }),
  locale: locale.optional().meta({
    description: 'Language of the texts; without it, what most of them are in. YAML says it itself',
  }),
});

/** `true` and `false` as words: z.coerce would take any word for true. */
const flag = z.enum(['true', 'false']).default('false');

export const exportQuery = z.strictObject({
  format: z.enum(formatNames).default('yaml'),
  locale: locale
    .optional()
    .meta({ description: 'Texts in one language; without it both in YAML, English in the other formats' }),
  public: flag.meta({
    description: 'As students see them: no keys, feedback or explanations. yaml, text and qti only',
  }),
  report: flag.meta({ description: 'What would not come along, as JSON, in place of the questions' }),
  slug: z
    .union([z.string(), z.array(z.string()).max(1000)])
    .optional()
    .meta({ description: 'These questions only; may be given several times' }),
});

const lossSchema = z
  .strictObject({
    fields: z.array(z.string()).meta({
      description: 'Places without positions: `options[].feedback`; `*` is the whole question',
    }),
    why: z.string(),
  })
  .meta({ id: 'FormatLoss' });

const importedSchema = z.strictObject({
  place: z.string().meta({ description: 'Where in the body' }),
  outcome: z.enum(['created', 'refused']),
  slug: z.string().nullable().meta({ description: 'Null where the question could not be read' }),
  url: z.string().nullable().meta({ description: 'Of the draft' }),
  reasons: z.array(z.string()).meta({ description: 'Why it was refused' }),
  losses: z.array(lossSchema).meta({ description: 'What the source says and Doorbell has no place for' }),
  problems: z
    .array(z.strictObject({ pointer: z.string(), detail: z.string() }))
    .meta({ description: 'What keeps the draft from being published: left to its author' }),
});
export type Imported = z.infer<typeof importedSchema>;

export const importResultSchema = z
  .strictObject({
    locale: z.enum(locales).meta({ description: 'What the texts were taken as' }),
    created: z.number().int(),
    refused: z.number().int(),
    items: z.array(importedSchema),
  })
  .meta({ id: 'QuestionImport' });
export type ImportResult = z.infer<typeof importResultSchema>;

export const exportReportSchema = z
  .strictObject({ items: z.array(z.strictObject({ slug: z.string(), losses: z.array(lossSchema) })) })
  .meta({ id: 'QuestionExportReport' });

export const inLanguage = (losses: readonly Loss[], reader: Locale): Imported['losses'] =>
  losses.map(({ fields, why }) => ({ fields: [...fields], why: why[reader] }));
