import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { modules, pinnedEnvironment, pinnedNode, root } from './paths.mjs';
import { SetupError, run, say } from './run.mjs';
import { digest, isStamped, stamp } from './stamp.mjs';

const schema = join(root, 'prisma', 'schema.prisma');

/** Where the generator writes; read from the schema, so that it is said once. */
function output() {
  const text = readFileSync(schema, 'utf8').replace(/\/\/.*$/gm, '');
  const path = /generator\s+\w+\s*\{[^}]*?output\s*=\s*"([^"]+)"/s.exec(text)?.[1];
  return path === undefined ? join(modules, '.prisma', 'client') : resolve(root, 'prisma', path);
}

/** The Prisma client is generated, not committed: again whenever the schema, or Prisma itself, changed. */
export async function generateClient() {
  if (!existsSync(schema)) return;
  const want = digest(
    [schema, join(root, 'prisma.config.ts'), join(modules, 'prisma', 'package.json')].filter((file) =>
      existsSync(file),
    ),
  );
  if (isStamped('prisma', want) && existsSync(output())) return;
  say('Generating the database client …');
  const result = await run(
    pinnedNode,
    [join(modules, 'prisma', 'build', 'index.js'), 'generate', '--no-hints'],
    {
      quiet: true,
      env: pinnedEnvironment({
        // `generate` does not use the schema engine, but would download it: any existing file keeps it from that.
        PRISMA_SCHEMA_ENGINE_BINARY: pinnedNode,
        CHECKPOINT_DISABLE: '1',
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
      }),
    },
  );
  if (result.code !== 0) throw new SetupError(`\`prisma generate\` failed:\n${result.output.trim()}`);
  stamp('prisma', want);
}
