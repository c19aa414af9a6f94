import { idOf, labelOf, labelsOf, type Layout } from './layout.js';
import type { Question } from './question.js';
import type { TracePart } from './types/trace-reading.js';

/**
 * An answer’s names: a student sends the labels of the layout, the key and everything stored have the ids of the file, so
 * that answers of different attempts can be set side by side.
 */

/** The answer does not fit the question it was sent for. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';
  /** Place in the answer, for example `rows.3`. */
  readonly path: string;

  constructor(path: string, message: string) {
    super(message);
    this.path = path;
  }
}

/**
 * From labels to ids. The answer’s form has been checked against its type’s schema.
 *
 * @throws AnswerError when it names something that was not shown, or names something twice
 */
export function toIds(question: Question, layout: Layout, answer: unknown): unknown {
  return translated(question, '', answer, (group, label, path) => {
    const id = idOf(layout, group, label);
    if (id !== undefined) return id;
    const known = labelsOf(layout, group).join(', ');
    throw new AnswerError(path, `there is no “${label}” here; there are: ${known}`);
  });
}

/** From ids to labels. What an older version of the question had, and this one has not, is left out. */
export function toLabels(question: Question, layout: Layout, answer: unknown): unknown {
  return translated(question, '', answer, (group, id) => labelOf(layout, group, id) ?? '?');
}

type Rename = (group: string, name: string, path: string) => string;

function translated(
  question: Question | TracePart,
  prefix: string,
  answer: unknown,
  rename: Rename,
): unknown {
  if (typeof answer !== 'object' || answer === null) return answer;
  const given = answer as Record<string, unknown>;
  const one = (group: string, value: unknown, path: string) =>
    typeof value === 'string' ? rename(prefix + group, value, path) : value;
  /** `value` gets the id of the file, whichever way is translated. */
  const keys = (
    group: string,
    items: readonly { readonly id: string }[],
    record: unknown,
    path: string,
    value: (id: string, each: unknown) => unknown,
  ) =>
    Object.fromEntries(
      Object.entries((record ?? {}) as Record<string, unknown>).map(([key, each]) => {
        const renamed = rename(prefix + group, key, `${path}.${key}`);
        return [renamed, value(items.some(({ id }) => id === key) ? key : renamed, each)];
      }),
    );
  const list = (group: string, values: unknown, path: string) => {
    const renamed = (values as unknown[]).map((value, index) => one(group, value, `${path}[${index}]`));
    if (new Set(renamed).size < renamed.length)
      throw new AnswerError(path, 'names something twice; keep one');
    return renamed;
  };
  switch (question.type) {
    case 'single-choice':
      return { choice: one('options', given['choice'], 'choice') };
    case 'multiple-choice':
      return { choices: list('options', given['choices'], 'choices') };
    case 'true-false':
      return given['reason'] === undefined
        ? given
        : { ...given, reason: one('reasons', given['reason'], 'reason') };
    case 'numeric':
      return { values: keys('fields', question.fields, given['values'], 'values', (_, value) => value) };
    case 'cloze':
      return {
        blanks: keys('blanks', question.blanks, given['blanks'], 'blanks', (id, value) => {
          const blank = question.blanks.find((each) => each.id === id);
          return blank && 'options' in blank ? one(`blanks.${id}.options`, value, `blanks.${id}`) : value;
        }),
      };
    case 'ordering':
      return { order: list('items', given['order'], 'order') };
    case 'matching':
      return {
        pairs: keys('left', question.left, given['pairs'], 'pairs', (id, value) =>
          one('right', value, `pairs.${id}`),
        ),
      };
    case 'classification':
      return {
        rows: keys('rows', question.rows, given['rows'], 'rows', (id, value) =>
          one('columns', value, `rows.${id}`),
        ),
      };
    case 'trace-reading':
      return {
        parts: keys('parts', question.parts, given['parts'], 'parts', (id, value) => {
          const part = question.parts.find((each) => each.id === id);
          return part ? translated(part, `parts.${id}.`, value, rename) : value;
        }),
      };
    case 'short-text':
    case 'open':
      return given;
  }
}
