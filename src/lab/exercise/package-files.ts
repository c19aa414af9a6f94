import { readdir } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { AuthoringError } from '../authored/authoring-error.js';
import { readTextFile } from '../authored/read-text-file.js';

/** The name that problems use for a file: from the package's folder on. */
export function problemFile(packageDir: string, file: string): string {
  return relative(dirname(packageDir), file);
}

/**
 * A text file that every package has.
 *
 * @throws AuthoringError
 */
export async function readPackageFile(packageDir: string, name: string): Promise<string> {
  const path = join(packageDir, name);
  return readTextFile(
    path,
    problemFile(packageDir, path),
    'is missing; every exercise package has this file',
  );
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
