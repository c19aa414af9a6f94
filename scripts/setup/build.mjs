import { cpSync, existsSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { modules, pinnedEnvironment, pinnedNode, root } from './paths.mjs';
import { SetupError, run, say } from './run.mjs';
import { digest, filesBelow, isStamped, stamp } from './stamp.mjs';

const source = join(root, 'src');
const target = join(root, 'dist');

function isCompiled(file) {
  return file.endsWith('.ts') && !file.endsWith('.d.ts');
}

/** src/ → dist/: TypeScript is compiled, everything else copied, and what has no source any more removed. */
export async function buildSources({ always = false } = {}) {
  const sources = filesBelow(source).filter((file) => !file.endsWith('.spec.ts'));
  const want = digest([
    ...sources,
    join(root, 'tsconfig.json'),
    join(root, 'tsconfig.build.json'),
    join(root, 'package-lock.json'),
  ]);
  if (!always && existsSync(target) && isStamped('build', want)) return;
  say('Building …');

  // Without its outputs the incremental state would make the compiler leave them out.
  if (!existsSync(join(target, 'lab'))) rmSync(join(target, '.tsbuildinfo'), { force: true });
  const result = await run(
    pinnedNode,
    [join(modules, 'typescript', 'bin', 'tsc'), '-p', join(root, 'tsconfig.build.json'), '--pretty', 'false'],
    { quiet: true, env: pinnedEnvironment() },
  );
  if (result.code !== 0) throw new SetupError(`The build failed:\n${result.output.trim()}`);

  const wanted = new Set([join(target, '.tsbuildinfo')]);
  for (const file of sources) {
    const place = join(target, relative(source, file));
    if (isCompiled(file)) {
      wanted.add(place.replace(/\.ts$/, '.js'));
      wanted.add(place.replace(/\.ts$/, '.js.map'));
    } else {
      cpSync(file, place, { recursive: true });
      wanted.add(place);
    }
  }
  for (const file of filesBelow(target)) if (!wanted.has(file)) rmSync(file);
  const absent = [...wanted].filter((file) => file.endsWith('.js') && !existsSync(file));
  if (absent.length > 0) {
    rmSync(join(target, '.tsbuildinfo'), { force: true });
    throw new SetupError(`The build left out ${relative(dirname(target), absent[0])}; run it again.`);
  }
  stamp('build', want);
}
