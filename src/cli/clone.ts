import { join } from 'node:path';

/** This file lies two levels below the root of the clone, in src/cli as in dist/cli. */
export const cloneRoot = join(import.meta.dirname, '..', '..');

export const exercisesFolder = join(cloneRoot, 'seed', 'exercises');
