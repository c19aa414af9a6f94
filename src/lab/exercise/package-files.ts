import { readdir } from 'node:fs/promises';
import { basename, join, posix, resolve } from 'node:path';
import { AuthoringError } from '../authored/authoring-error.js';
import { readTextFile, textOf } from '../authored/read-text-file.js';

/**
 * The files of one package, wherever they lie: what the loader needs of them, and no more. Paths are those inside the
 * package, with `/`.
 */
export interface PackageFiles {
  /** What the package's folder is called, which must be the slug; null where the files come without one. */
  readonly folder: string | null;
  /** What problems call a file: from the package's folder on. */
  nameOf(path: string): string;
  /**
   * A text file that every package has.
   *
   * @throws AuthoringError
   */
  read(path: string): Promise<string>;
  /** Names of what lies in a folder of the package, in no order; none when the folder is missing. */
  list(folder: string): Promise<string[]>;
}

const missing = 'is missing; every exercise package has this file';

/** A package as its author has it: a folder below `seed/exercises`, or elsewhere. */
export function packageDirectory(dir: string): PackageFiles {
  const folder = basename(resolve(dir));
  const nameOf = (path: string) => posix.join(folder, path);
  return {
    folder,
    nameOf,
    read: (path) => readTextFile(join(dir, path), nameOf(path), missing),
    list: (inside) => readdir(join(dir, inside)).catch(() => []),
  };
}

/** A package whose files were sent: by their paths inside it. Nothing of it touches the file system. */
export function packageInMemory(files: ReadonlyMap<string, Uint8Array>): PackageFiles {
  return {
    folder: null,
    nameOf: (path) => path,
    read: async (path) => {
      const bytes = files.get(path);
      if (bytes === undefined) throw new AuthoringError([{ file: path, message: missing }]);
      return textOf(bytes, path);
    },
    list: async (inside) =>
      [...files.keys()].flatMap((path) =>
        path.startsWith(`${inside}/`) ? [path.slice(inside.length + 1)] : [],
      ),
  };
}

/**
 * Paths of the TypeScript files in a folder of the package, sorted; none when the folder is missing.
 *
 * @throws AuthoringError when anything else lies there
 */
export async function listTypeScript(files: PackageFiles, folder: string): Promise<string[]> {
  const names = (await files.list(folder)).sort((a, b) => (a < b ? -1 : 1));
  const strangers = names.filter((name) => !name.endsWith('.ts') || name.endsWith('.d.ts'));
  if (strangers.length > 0) {
    throw new AuthoringError(
      strangers.map((name) => ({
        file: files.nameOf(`${folder}/${name}`),
        message: 'only solutions (*.ts) lie in this folder; move it elsewhere',
      })),
    );
  }
  return names.map((name) => `${folder}/${name}`);
}
