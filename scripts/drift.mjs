import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './setup/paths.mjs';
import { driftChecks } from './test/steps.mjs';

/**
 * Generated things that are committed must be what their source generates. Each file `scripts/drift/<name>.mjs`
 * exports one of
 *
 *     generate(root): Promise<Record<path, content>>   the files as they should be, paths from the root
 *     problems(root): Promise<string[]>                where nothing is written: what does not agree
 *
 * and may import from dist/, which is built before. `npm run drift` compares, `npm run generate` writes.
 */
const [task = 'check', ...names] = process.argv.slice(2);

function committed(path) {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return undefined;
  }
}

let failed = false;
for (const name of names.length > 0 ? names : driftChecks()) {
  const module = await import(`./drift/${name}.mjs`);
  const found = (await module.problems?.(root)) ?? [];
  for (const [path, content] of Object.entries((await module.generate?.(root)) ?? {})) {
    if (committed(path) === content) continue;
    if (task === 'write') {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
      process.stdout.write(`${path} written\n`);
    } else {
      found.push(`${path} is not what its source generates; \`npm run generate\` writes it`);
    }
  }
  for (const problem of found) process.stdout.write(`${name}: ${problem}\n`);
  failed ||= found.length > 0;
}
// What was imported may hold connections or timers open.
process.exit(failed ? 1 : 0);
