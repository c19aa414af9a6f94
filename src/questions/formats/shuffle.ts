import { type Group, layoutOf } from '../layout.js';
import type { Question } from '../question.js';
import type { TracePart } from '../types/trace-reading.js';
import { exportSeed } from './settle.js';

/**
 * The question with its parts in the order in which one student would see them: as written, the right option often
 * stands first, and steps stand in their right order.
 */
export function shuffled(question: Question): Question {
  return reordered(question, '', layoutOf(question, exportSeed)) as Question;
}

function reordered(
  question: Question | TracePart,
  prefix: string,
  layout: ReadonlyMap<string, Group>,
): Question | TracePart {
  const by = <T extends { readonly id: string }>(group: string, items: readonly T[]): T[] => {
    const { ids } = layout.get(prefix + group) ?? { ids: [] };
    return ids.flatMap((id) => items.find((item) => item.id === id) ?? []);
  };
  switch (question.type) {
    case 'single-choice':
    case 'multiple-choice':
      return { ...question, options: by('options', question.options) };
    case 'true-false':
      return { ...question, reasons: by('reasons', question.reasons) };
    case 'cloze':
      return {
        ...question,
        blanks: question.blanks.map((blank) =>
          'options' in blank ? { ...blank, options: by(`blanks.${blank.id}.options`, blank.options) } : blank,
        ),
      };
    case 'ordering':
      return { ...question, items: by('items', question.items) };
    case 'matching':
      return { ...question, left: by('left', question.left), right: by('right', question.right) };
    case 'classification':
      return { ...question, rows: by('rows', question.rows) };
    case 'trace-reading':
      return {
        ...question,
        parts: question.parts.map(
          (part) => reordered(part, `${prefix}parts.${part.id}.`, layout) as TracePart,
        ),
      };
    case 'numeric':
    case 'short-text':
    case 'open':
      return question;
  }
}
