import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The root of the clone: the nearest directory above this file that has `package.json` and `seed/`.
 * Found by looking, because the same file runs from `src/` (tests) and from `dist/` (the service).
 */
function findRoot(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, 'package.json')) || !existsSync(join(directory, 'prisma'))) {
    const above = dirname(directory);
    if (above === directory) throw new Error('Doorbell’s own package.json was not found above its code');
    directory = above;
  }
  return directory;
}

export const cloneRoot = findRoot();
export const migrationsDirectory = join(cloneRoot, 'prisma', 'migrations');
export const seedDirectory = join(cloneRoot, 'seed');
export const exercisesDirectory = join(seedDirectory, 'exercises');
