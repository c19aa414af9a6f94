import { lstat, readFile } from 'node:fs/promises';
import { AuthoringError } from './authoring-error.js';

/** Bytes of one file of an author; the same as for a submission, which a solution stands for. */
export const maxFileBytes = 256 * 1024;

/**
 * A text file of an author: an ordinary file (no link: such files come from strangers too), of limited size, UTF-8.
 *
 * @param file what problems call it
 * @param missing what is said when it is not there
 * @param limit bytes; a file with a whole bank is larger than one of its questions
 * @throws AuthoringError
 */
export async function readTextFile(
  path: string,
  file: string,
  missing = 'is missing',
  limit = maxFileBytes,
): Promise<string> {
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined) throw fail(file, missing);
  if (!found.isFile()) throw fail(file, 'must be an ordinary file, not a link or a folder');
  // Before it is read: a large one need not be.
  if (found.size > limit) throw tooLarge(file, limit);
  return textOf(await readFile(path), file, limit);
}

/**
 * The text that the bytes of an author's file stand for, by the same rules.
 *
 * @param file what problems call it
 * @throws AuthoringError
 */
export function textOf(bytes: Uint8Array, file: string, limit = maxFileBytes): string {
  if (bytes.length > limit) throw tooLarge(file, limit);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw fail(file, 'is not valid UTF-8; save it as UTF-8');
  }
}

const tooLarge = (file: string, limit: number) =>
  fail(file, `is larger than ${limit / 1024} KiB; make it shorter`);

function fail(file: string, message: string): AuthoringError {
  return new AuthoringError([{ file, message }]);
}
