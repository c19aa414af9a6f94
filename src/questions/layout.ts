import { Random } from '../lab/peer/random.js';
import type { Question } from './question.js';
import { streamOf } from './stream.js';
import { scoreOrdering } from './types/ordering.js';
import type { TracePart } from './types/trace-reading.js';

/**
 * In which order the parts of a question stand before one student, and what they are called there: by their place.
 * The names in the file would tell things (the right option is often written first), so nobody outside sees them.
 */

/** One list of a question, such as its options: the ids of the file in the order shown. */
export interface Group {
  readonly ids: readonly string[];
  /** Options are called A, B, C; whatever is answered for one by one 1, 2, 3. */
  readonly labels: 'letters' | 'numbers';
}

/** By the place of the list in the question: `options`, `blanks.first.options`, `parts.p.rows`. */
export type Layout = ReadonlyMap<string, Group>;

/** Pure: the same question and seed (unsigned 32 bits, of the attempt) give the same layout. */
export function layoutOf(question: Question, seed: number): Layout {
  const groups = new Map<string, Group>();
  const draw = (name: string) => new Random(seed, streamOf(`${question.slug} ${name}`));
  lay(question, '', groups, draw);
  return groups;
}

type Laid = Question | TracePart;

function lay(
  question: Laid,
  prefix: string,
  groups: Map<string, Group>,
  draw: (name: string) => Random,
): void {
  const ids = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id);
  const shuffled = (name: string, items: readonly { readonly id: string }[], labels: Group['labels']) =>
    groups.set(prefix + name, { ids: draw(prefix + name).shuffled(ids(items)), labels });
  const asWritten = (name: string, items: readonly { readonly id: string }[], labels: Group['labels']) =>
    groups.set(prefix + name, { ids: ids(items), labels });
  switch (question.type) {
    case 'single-choice':
    case 'multiple-choice':
      shuffled('options', question.options, 'letters');
      break;
    case 'true-false':
      shuffled('reasons', question.reasons, 'letters');
      break;
    case 'numeric':
      asWritten('fields', question.fields, 'numbers');
      break;
    case 'cloze':
      asWritten('blanks', question.blanks, 'numbers');
      for (const blank of question.blanks)
        if ('options' in blank) shuffled(`blanks.${blank.id}.options`, blank.options, 'letters');
      break;
    case 'ordering': {
      const random = draw('items');
      let order = random.shuffled(ids(question.items));
      // What is shown must not be worth anything as it stands.
      for (let tries = 0; tries < 100 && scoreOrdering(question, { order }).share > 0; tries += 1)
        order = random.shuffled(order);
      groups.set('items', { ids: order, labels: 'letters' });
      break;
    }
    case 'matching':
      shuffled('left', question.left, 'numbers');
      shuffled('right', question.right, 'letters');
      break;
    case 'classification':
      shuffled('rows', question.rows, 'numbers');
      asWritten('columns', question.columns, 'letters');
      break;
    case 'trace-reading':
      asWritten('parts', question.parts, 'numbers');
      for (const part of question.parts) lay(part, `parts.${part.id}.`, groups, draw);
      break;
    case 'short-text':
    case 'open':
      break;
  }
}

/** What the part is called before the student. */
export function labelOf(layout: Layout, group: string, id: string): string | undefined {
  const { ids, labels } = layout.get(group) ?? nothingThere;
  const place = ids.indexOf(id);
  if (place < 0) return undefined;
  return labels === 'numbers' ? String(place + 1) : String.fromCodePoint(0x41 + place);
}

/** The part that the student calls so. */
export function idOf(layout: Layout, group: string, label: string): string | undefined {
  const { ids } = layout.get(group) ?? nothingThere;
  return ids.find((id) => labelOf(layout, group, id) === label);
}

/** All names in use, in order: for words about a wrong one. */
export function labelsOf(layout: Layout, group: string): string[] {
  const { ids } = layout.get(group) ?? nothingThere;
  return ids.flatMap((id) => labelOf(layout, group, id) ?? []);
}

const nothingThere: Group = { ids: [], labels: 'letters' };
