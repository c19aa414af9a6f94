import { readFileSync } from 'node:fs';

/** Parts of the declarations, in the order in which one reads them; each declares more of the module `posix`. */
const parts = ['errors', 'descriptors', 'sockets', 'multiplexing', 'aio', 'constants'];

/** The name under which a student keeps the declarations, and the type-check too. */
export const posixTypesFile = 'posix.d.ts';

let text: string | undefined;

/** `posix.d.ts`: the module's declarations with their documentation in both languages. Read once. */
export function posixTypes(): string {
  text ??= parts
    .map((part) => readFileSync(new URL(`./types/${part}.d.ts`, import.meta.url), 'utf8'))
    .join('\n');
  return text;
}

/**
 * An exercise's `types.d.ts` as students get it and as answers are checked against it: one that has the kit leads to
 * `posix.d.ts` beside it. A file of its own, since a file that exports cannot declare another module.
 */
export function typesWithKit({
  kit,
  types,
}: {
  readonly kit?: 'posix' | undefined;
  readonly types: string;
}): string {
  return kit === undefined ? types : `/// <reference path="./${posixTypesFile}" />\n${types}`;
}
