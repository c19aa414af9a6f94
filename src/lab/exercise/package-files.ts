import { lstat, readFile, readdir } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { AuthoringError } from '../authored/authoring-error.js';

/** Bytes of one file of a package; the same as for a submission, which a solution stands for. */
export const maxFileBytes = 256 * 1024;

/** The name that problems use for a file: from the package's folder on. */
export function problemFile(packageDir: string, file: string): string {
  return relative(dirname(packageDir), file);
}

/**
 * A text file of a package: an ordinary file (no link: packages come from strangers too), of limited size, UTF-8.
 *
 * @throws AuthoringError
 */
export async function readPackageFile(packageDir: string, name: string): Promise<string> {
  const path = join(packageDir, name);
  const fail = (message: string) => new AuthoringError([{ file: problemFile(packageDir, path), message }]);
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined) throw fail('is missing; every exercise package has this file');
  if (!found.isFile()) throw fail('must be an ordinary file, not a link or a folder');
  if (found.size > maxFileBytes) throw fail(`is larger than ${maxFileBytes / 1024} KiB; make it shorter`);
  const bytes = await readFile(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw fail('is not valid UTF-8; save it as UTF-8');
  }
}

/**
 * Names of the TypeScript files in a folder of the package, sorted; none when the folder is missing.
 *
 * @throws AuthoringError when anything else lies there
 */
export async function listTypeScript(packageDir: string, folder: string): Promise<string[]> {
  const names = (await readdir(join(packageDir, folder)).catch(() => [])).sort((a, b) => (a < b ? -1 : 1));
  const strangers = names.filter((name) => !name.endsWith('.ts') || name.endsWith('.d.ts'));
  if (strangers.length > 0) {
    throw new AuthoringError(
      strangers.map((name) => ({
        file: join(basename(packageDir), folder, name),
        message: 'only solutions (*.ts) lie in this folder; move it elsewhere',
      })),
    );
  }
  return names.map((name) => join(folder, name));
}
