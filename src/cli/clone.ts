import { join, resolve } from 'node:path';

/** This file lies two levels below the root of the clone, in src/cli as in dist/cli. */
export const cloneRoot = join(import.meta.dirname, '..', '..');

export const seedFolder = join(cloneRoot, 'seed');
export const exercisesFolder = join(seedFolder, 'exercises');

/** The service's, wherever the command is called: the sandbox's image is shared. */
export const dataDirectory = resolve(cloneRoot, process.env['DOORBELL_DATA'] ?? '.doorbell');
