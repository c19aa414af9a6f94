import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const read = (name: string) =>
  readFileSync(fileURLToPath(new URL(`programs/${name}.mjs`, import.meta.url)), 'utf8');

/**
 * A hostile program as one text for `node --input-type=module -e`: nothing of this clone exists in the jail, so the
 * one local module that programs may import, `native.mjs`, is put in its place.
 */
export function programText(name: string): string {
  return read(name).replace(/^import .* from '\.\/native\.mjs';$/m, () =>
    read('native').replaceAll(/^export /gm, ''),
  );
}
