import { nameAt, type Plain, type PlainBlank, type PlainOf } from './plain.js';

/** Steps that several formats need to make a question fit. */

/** Keys whose strings somebody reads; slugs, levels, topics and titles of sources are no texts. */
const names = new Set(['slug', 'type', 'level', 'lecture', 'covers', 'sources']);

/** Every text inside, changed. */
export function mapTexts<T>(value: T, change: (text: string) => string): T {
  const changed = (each: unknown): unknown => {
    if (typeof each === 'string') return change(each);
    if (Array.isArray(each)) return each.map(changed);
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(
      Object.entries(each).map(([name, item]) => [name, names.has(name) ? item : changed(item)]),
    );
  };
  return changed(value) as T;
}

/** The right column (or the columns) in the order in which the left one needs it; what is left over comes last. */
export function rightByUse(plain: Plain): Plain {
  if (plain.type === 'matching') {
    const order = byUse(
      plain.left.map(({ match }) => match),
      plain.right.length,
    );
    return {
      ...plain,
      left: plain.left.map(({ text, match }) => ({ text, match: order.indexOf(match) })),
      right: order.map((place) => plain.right[place] ?? ''),
    };
  }
  if (plain.type === 'classification') {
    const order = byUse(
      plain.rows.map(({ column }) => column),
      plain.columns.length,
    );
    return {
      ...plain,
      rows: plain.rows.map(({ text, column }) => ({ text, column: order.indexOf(column) })),
      columns: order.map((place) => plain.columns[place] ?? ''),
    };
  }
  return plain;
}

const byUse = (used: readonly number[], count: number): number[] => [
  ...new Set([...used, ...Array.from({ length: count }, (_, place) => place)]),
];

/** Where a number has neither label nor unit, the prompt says what it is. */
export function withNumberInPrompt(plain: Plain): Plain {
  if (plain.type !== 'numeric') return plain;
  const [field, ...others] = plain.fields;
  if (!field || others.length > 0) return plain;
  const { label, unit, ...rest } = field;
  if (label === undefined && unit === undefined) return plain;
  const said = label === undefined ? `(${unit})` : unit === undefined ? label : `${label} (${unit})`;
  return { ...plain, prompt: `${(plain.prompt ?? '').trimEnd()}\n\n${said}`, fields: [rest] };
}

/** Wrong answers with the same feedback were one group before a format wrote them one by one. */
export function regrouped<T extends { readonly feedback?: string | undefined }>(
  wrong: readonly (T & { readonly text: string })[],
): { accept: string[]; feedback?: string | undefined }[] {
  const groups: { accept: string[]; feedback?: string | undefined }[] = [];
  for (const { text, feedback } of wrong) {
    const last = groups.at(-1);
    if (last && last.feedback === feedback) last.accept.push(text);
    else groups.push({ accept: [text], feedback });
  }
  return groups;
}

export const oneLine = (text: string): string => text.trim().replaceAll(/\s*\n\s*/g, ' ');

/** The blanks of a cloze in the order in which they stand in the text, as a reader counts them. */
export function blanksByUse(plain: PlainOf<'cloze'>): PlainOf<'cloze'> {
  const names = plain.blanks.map((_, index) => nameAt(index));
  const used = [...plain.text.matchAll(blankMark)].map(([, name = '']) => names.indexOf(name));
  const order = byUse(
    used.filter((place) => place >= 0),
    plain.blanks.length,
  );
  return {
    ...plain,
    text: plain.text.replaceAll(blankMark, (whole, name: string) => {
      const place = order.indexOf(names.indexOf(name));
      return place < 0 ? whole : `{{${nameAt(place)}}}`;
    }),
    blanks: order.flatMap((place) => plain.blanks[place] ?? []),
  };
}

const blankMark = /\{\{([a-z][a-z0-9]*)\}\}/g;

/** The text with something else where its blanks are. */
export const withBlanks = (
  { text, blanks }: Pick<PlainOf<'cloze'>, 'text' | 'blanks'>,
  write: (blank: PlainBlank, place: number) => string,
): string =>
  text.replaceAll(blankMark, (whole, name: string) => {
    const place = blanks.findIndex((_, index) => nameAt(index) === name);
    const blank = blanks[place];
    return blank ? write(blank, place) : whole;
  });

/**
 * Stands between what is asked and the text with the blanks, where a format has one text for both. A break inside the
 * prompt is written in Markdown’s other way, so that the first one is always the divider.
 */
export const divider = '\n\n---\n\n';
export const withoutDivider = (text: string): string => text.replaceAll(/\n\n---(?=\n\n|$)/g, '\n\n***');
