import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

const lab = fileURLToPath(new URL('../../src/lab', import.meta.url));

/**
 * The lab's sources as the image wants them, compiled into a fresh directory: tests of the sandbox run what is in
 * the tree, whether or not anybody has built `dist`. `parent` below the clone where packages must be found, too.
 */
export async function compileLab(parent: string = tmpdir()): Promise<string> {
  await mkdir(parent, { recursive: true });
  const target = await mkdtemp(path.join(parent, 'doorbell-lab-'));
  await writeFile(path.join(target, 'package.json'), '{"type":"module"}');
  for (const entry of await readdir(lab, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/(?<!\.(d|spec))\.ts$/.test(entry.name)) continue;
    const source = path.join(entry.parentPath, entry.name);
    const output = path.join(target, path.relative(lab, source)).replace(/\.ts$/, '.js');
    const { code } = await transform(await readFile(source, 'utf8'), {
      swcrc: false,
      jsc: { target: 'es2024', parser: { syntax: 'typescript' } },
      module: { type: 'es6' },
    });
    await mkdir(path.dirname(output), { recursive: true });
    await writeFile(output, code);
  }
  return target;
}
