import { join } from 'node:path';
import { pinnedEnvironment, pinnedNode } from '../setup/paths.mjs';
import { run } from '../setup/run.mjs';

/** The migrations lead to the schema; scripts/migrations.mjs tries it on a database of its own. */
export async function problems(root) {
  const { code, output } = await run(pinnedNode, [join(root, 'scripts', 'migrations.mjs'), 'check'], {
    quiet: true,
    env: pinnedEnvironment(),
  });
  return code === 0 ? [] : [output.trim()];
}
