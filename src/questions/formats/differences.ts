/**
 * Places where two contents differ, without positions in lists: `options[].feedback`. Of something that is missing
 * altogether the place itself is named, not what is in it. An empty list, an empty object and `false` are what a
 * question has where nothing is written, so they are no different from nothing; nor is space at the end of a text.
 */
export function differences(before: unknown, after: unknown): string[] {
  return [...new Set(found(before, after, ''))];
}

function found(before: unknown, after: unknown, path: string): string[] {
  if (isNothing(before) && isNothing(after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) {
    const longest = Math.max(before.length, after.length);
    return Array.from({ length: longest }, (_, index) =>
      found(before[index], after[index], `${path}[]`),
    ).flat();
  }
  if (isRecord(before) && isRecord(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => found(before[key], after[key], path === '' ? key : `${path}.${key}`));
  }
  if (typeof before === 'string' && typeof after === 'string')
    return before.trimEnd() === after.trimEnd() ? [] : [path];
  return Object.is(before, after) ? [] : [path];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isNothing = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === false ||
  (typeof value === 'object' && Object.keys(value).length === 0);
