import { z } from 'zod';
import type { Bilingual } from '../lab/bilingual.js';
import { labelOf } from './layout.js';
import type { Outcome, PartOutcome } from './outcome.js';
import { filled } from './parameters.js';
import type { Presentation } from './present.js';
import type { Question } from './question.js';
import type { TracePart } from './types/trace-reading.js';

/** What a student reads of a marked answer once feedback may be shown; names are the labels of the attempt. */

export const reviewSchema = z
  .strictObject({
    part: z.string().meta({ description: 'What it is about: a label, `B`; in a trace reading `2.B`' }),
    correct: z.boolean(),
    feedback: z.string().nullable(),
  })
  .meta({ id: 'Review' });
export type Review = z.infer<typeof reviewSchema>;

export function reviewed(question: Question, outcome: Outcome, presentation: Presentation): Review[] {
  const say = (text: Bilingual) => filled(text[presentation.locale], presentation.values);
  return outcome.parts.map((part) => ({
    part: labelOfPart(question, part, presentation),
    correct: part.correct,
    feedback: part.feedback ? say(part.feedback) : null,
  }));
}

function labelOfPart(question: Question, { part }: PartOutcome, { layout }: Presentation): string {
  if (question.type !== 'trace-reading')
    return named(question, part, (group, id) => labelOf(layout, group, id));
  const [id = '', ...rest] = part.split('.');
  const inside = question.parts.find((each) => each.id === id);
  const number = labelOf(layout, 'parts', id) ?? '?';
  if (!inside) return number;
  const label = named(inside, rest.join('.'), (group, each) => labelOf(layout, `parts.${id}.${group}`, each));
  return label === '' ? number : `${number}.${label}`;
}

/** The list of a question that its outcome's parts come from. */
const groups = {
  'single-choice': 'options',
  'multiple-choice': 'options',
  'true-false': 'reasons',
  numeric: 'fields',
  cloze: 'blanks',
  ordering: 'items',
  matching: 'left',
  classification: 'rows',
} as const;

function named(
  question: Question | TracePart,
  part: string,
  label: (group: string, id: string) => string | undefined,
): string {
  if (question.type === 'short-text' || question.type === 'open' || question.type === 'trace-reading')
    return '';
  if (question.type === 'true-false' && part === 'value') return '';
  // The pairs of an ordering are two names.
  return part
    .split(' ')
    .map((id) => label(groups[question.type], id) ?? '?')
    .join(' ');
}
