import { z } from 'zod';
import type { Bilingual, Locale } from '../lab/bilingual.js';
import type { Values } from './expression.js';
import { labelOf, labelsOf, idOf, type Layout } from './layout.js';
import { filled } from './parameters.js';
import { levels, type Question } from './question.js';
import type { TracePart } from './types/trace-reading.js';
import { tracePicture, traceText } from './types/traces.js';

/**
 * What a student reads of a question before answers are shown: named field by field, so that keys, feedback and
 * whatever a question may hold one day stay inside.
 */

const choiceSchema = z.strictObject({ id: z.string(), text: z.string() }).meta({ id: 'Choice' });
const choices = z.array(choiceSchema);

const bodies = {
  'single-choice': { options: choices },
  'multiple-choice': { options: choices },
  'true-false': { reasons: choices },
  numeric: {
    fields: z.array(
      z.strictObject({ id: z.string(), label: z.string().nullable(), unit: z.string().nullable() }),
    ),
  },
  'short-text': {},
  classification: { columns: choices, rows: choices },
  cloze: {
    text: z.string().meta({ description: 'Markdown; {{1}} stands for the blank called 1' }),
    blanks: z.array(z.strictObject({ id: z.string(), options: choices.nullable() })),
  },
  ordering: { items: choices },
  matching: { left: choices, right: choices },
  open: { limit: z.strictObject({ words: z.number(), characters: z.number() }) },
} as const;

const part = { id: z.string(), prompt: z.string(), weight: z.number() };
const partSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...part, type: z.literal('single-choice'), ...bodies['single-choice'] }),
  z.strictObject({ ...part, type: z.literal('multiple-choice'), ...bodies['multiple-choice'] }),
  z.strictObject({ ...part, type: z.literal('true-false'), ...bodies['true-false'] }),
  z.strictObject({ ...part, type: z.literal('numeric'), ...bodies.numeric }),
  z.strictObject({ ...part, type: z.literal('short-text'), ...bodies['short-text'] }),
  z.strictObject({ ...part, type: z.literal('classification'), ...bodies.classification }),
]);

const head = {
  slug: z.string(),
  version: z.number().int(),
  title: z.string(),
  level: z.enum(levels),
  minutes: z.number().int(),
  prompt: z.string().meta({ description: 'Markdown' }),
  hints: z.array(z.strictObject({ price: z.number() })).meta({ description: 'What each hint would cost' }),
};

export const studentQuestionSchema = z
  .discriminatedUnion('type', [
    z.strictObject({ ...head, type: z.literal('single-choice'), ...bodies['single-choice'] }),
    z.strictObject({ ...head, type: z.literal('multiple-choice'), ...bodies['multiple-choice'] }),
    z.strictObject({ ...head, type: z.literal('true-false'), ...bodies['true-false'] }),
    z.strictObject({ ...head, type: z.literal('numeric'), ...bodies.numeric }),
    z.strictObject({ ...head, type: z.literal('short-text'), ...bodies['short-text'] }),
    z.strictObject({ ...head, type: z.literal('classification'), ...bodies.classification }),
    z.strictObject({ ...head, type: z.literal('cloze'), ...bodies.cloze }),
    z.strictObject({ ...head, type: z.literal('ordering'), ...bodies.ordering }),
    z.strictObject({ ...head, type: z.literal('matching'), ...bodies.matching }),
    z.strictObject({ ...head, type: z.literal('open'), ...bodies.open }),
    z.strictObject({
      ...head,
      type: z.literal('trace-reading'),
      source: z.string(),
      traces: z.array(
        z.strictObject({
          id: z.string(),
          title: z.string().nullable(),
          text: z.string(),
          picture: z
            .string()
            .nullable()
            .meta({ description: 'An SVG document, of what `text` says as well' }),
        }),
      ),
      parts: z.array(partSchema),
    }),
  ])
  .meta({ id: 'StudentQuestion' });
export type StudentQuestion = z.infer<typeof studentQuestionSchema>;

export interface Presentation {
  readonly layout: Layout;
  readonly values: Values;
  readonly locale: Locale;
}

export function present(question: Question, presentation: Presentation): StudentQuestion {
  const { slug, version, level, minutes } = question;
  const say = sayer(presentation);
  return {
    slug,
    version,
    level,
    minutes,
    title: say(question.title),
    prompt: say(question.prompt),
    hints: question.hints.map(({ price }) => ({ price })),
    ...bodyOf(question, '', presentation),
  } as StudentQuestion;
}

const sayer =
  ({ values, locale }: Presentation) =>
  (text: Bilingual): string =>
    filled(text[locale], values);

function bodyOf(question: Question | TracePart, prefix: string, presentation: Presentation): object {
  const { layout, locale } = presentation;
  const say = sayer(presentation);
  const { type } = question;
  const shown = (group: string, items: readonly { readonly id: string; readonly text: Bilingual }[]) =>
    labelsOf(layout, prefix + group).flatMap((label) => {
      const item = items.find(({ id }) => id === idOf(layout, prefix + group, label));
      return item ? [{ id: label, text: say(item.text) }] : [];
    });
  switch (question.type) {
    case 'single-choice':
    case 'multiple-choice':
      return { type, options: shown('options', question.options) };
    case 'true-false':
      return { type, reasons: shown('reasons', question.reasons) };
    case 'numeric':
      return {
        type,
        fields: question.fields.map(({ id, label, unit }) => ({
          id: labelOf(layout, `${prefix}fields`, id) ?? '',
          label: label ? say(label) : null,
          unit: unit ? say(unit) : null,
        })),
      };
    case 'short-text':
      return { type };
    case 'classification':
      return { type, columns: shown('columns', question.columns), rows: shown('rows', question.rows) };
    case 'cloze':
      return {
        type,
        text: question.text[locale].replaceAll(/\{\{([^{}]*)\}\}/g, (whole, id: string) => {
          const label = labelOf(layout, 'blanks', id.trim());
          return label === undefined ? whole : `{{${label}}}`;
        }),
        blanks: question.blanks.map((blank) => ({
          id: labelOf(layout, 'blanks', blank.id) ?? '',
          options: 'options' in blank ? shown(`blanks.${blank.id}.options`, blank.options) : null,
        })),
      };
    case 'ordering':
      return { type, items: shown('items', question.items) };
    case 'matching':
      return { type, left: shown('left', question.left), right: shown('right', question.right) };
    case 'trace-reading':
      return {
        type,
        source: say(question.source),
        traces: question.traces.map((trace) => ({
          id: trace.id,
          title: trace.title ? say(trace.title) : null,
          text: traceText(trace, locale),
          picture: tracePicture(trace, locale),
        })),
        parts: question.parts.map((each) => ({
          id: labelOf(layout, 'parts', each.id) ?? '',
          prompt: say(each.prompt),
          weight: each.weight,
          ...bodyOf(each, `parts.${each.id}.`, presentation),
        })),
      };
    case 'open':
      return { type, limit: question.limit };
  }
}
