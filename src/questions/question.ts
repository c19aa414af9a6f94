import { z } from 'zod';
import { bilingualSchema } from '../lab/bilingual.js';
import { classificationShape } from './types/classification.js';
import { clozeShape } from './types/cloze.js';
import { matchingShape } from './types/matching.js';
import { multipleChoiceShape } from './types/multiple-choice.js';
import { numericShape } from './types/numeric.js';
import { openShape } from './types/open.js';
import { orderingShape } from './types/ordering.js';
import { shortTextShape } from './types/short-text.js';
import { singleChoiceShape } from './types/single-choice.js';
import { traceReadingShape } from './types/trace-reading.js';
import { trueFalseShape } from './types/true-false.js';

/** A question of the quiz: one file of `seed/questions/`, named after its slug. */

export const levels = ['recall', 'understanding', 'application', 'judgement'] as const;

const name = z.string().regex(/^[a-z][a-z0-9-]{2,62}$/);

const sourceSchema = z.strictObject({
  title: z.string().min(1).max(200).meta({ description: 'For example `aio(7)` or `libuv design overview`' }),
  url: z.url({ protocol: /^https$/ }).optional(),
});

const hintSchema = z.strictObject({
  text: bilingualSchema,
  price: z
    .number()
    .min(0)
    .max(1)
    .meta({ description: 'Share of full marks that reading it costs; 0 is free' }),
});

const common = {
  slug: name.refine((slug) => slug !== 'export' && slug !== 'import', {
    message: 'is an address of the service; choose another name',
  }),
  /** Counts up whenever anything that a student reads, or the key, changes. */
  version: z.number().int().positive(),
  title: bilingualSchema.meta({ description: 'Names the topic, never the answer' }),
  level: z.enum(levels),
  minutes: z.number().int().positive().max(60),
  lecture: name.meta({ description: 'Heading of the lecture it belongs to: an id of topics.yaml' }),
  covers: z.array(name).min(1).max(6).meta({ description: 'What it asks about: topic ids of topics.yaml' }),
  sources: z.array(sourceSchema).min(1).max(6),
  /** Among the ten that are asked before and after a course. */
  conceptTest: z.boolean().default(false),
  parameters: z
    .record(z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,15}$/), z.array(z.number()).min(1).max(20))
    .default({})
    .meta({ description: 'Each is drawn for every attempt; write {{name}} or {{a + b}} in texts' }),
  prompt: bilingualSchema.meta({ description: 'Markdown: the question' }),
  explanation: bilingualSchema.meta({
    description: 'Markdown: what is right and why; shown when answers are',
  }),
  hints: z.array(hintSchema).max(3).default([]),
};

export const questionSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...common, ...singleChoiceShape }),
  z.strictObject({ ...common, ...multipleChoiceShape }),
  z.strictObject({ ...common, ...trueFalseShape }),
  z.strictObject({ ...common, ...numericShape }),
  z.strictObject({ ...common, ...shortTextShape }),
  z.strictObject({ ...common, ...clozeShape }),
  z.strictObject({ ...common, ...orderingShape }),
  z.strictObject({ ...common, ...matchingShape }),
  z.strictObject({ ...common, ...classificationShape }),
  z.strictObject({ ...common, ...traceReadingShape }),
  z.strictObject({ ...common, ...openShape }),
]);
export type Question = z.infer<typeof questionSchema>;

/** `seed/misconceptions.yaml`: what people believe, so that answers add up to what a class misunderstands. */
export const misconceptionsFileSchema = z.strictObject({
  misconceptions: z.array(
    z.strictObject({
      id: name,
      title: bilingualSchema.meta({ description: 'The belief, as somebody who holds it would say it' }),
      truth: bilingualSchema.meta({ description: 'What is so, in one or two sentences' }),
    }),
  ),
});

/** `seed/topics.yaml`: the lecture’s headings, and what questions can be about. */
export const topicsFileSchema = z.strictObject({
  headings: z.array(z.strictObject({ id: name, title: bilingualSchema })),
  topics: z.array(z.strictObject({ id: name, title: bilingualSchema })),
});
export type Topics = z.infer<typeof topicsFileSchema>;
