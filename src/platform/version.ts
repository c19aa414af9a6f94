import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { cloneRoot } from './paths.js';

/** Doorbell's own version, from package.json. */
export const doorbellVersion = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(cloneRoot, 'package.json'), 'utf8'))).version;
