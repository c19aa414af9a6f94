/**
 * PostgreSQL's jsonb holds neither NUL nor half of a surrogate pair (its manual, 8.14), and what a program printed may
 * have both: they become the characters that stand for them.
 */
export function storable(content: object): object {
  return JSON.parse(JSON.stringify(content), (_, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\u2400') : value,
  ) as object;
}
