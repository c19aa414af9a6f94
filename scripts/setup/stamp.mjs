import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { memory, root } from './paths.mjs';

/** Every file below `path` (or the file itself), sorted; nothing when it does not exist. */
export function filesBelow(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (stat.isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** SHA-256 over names and contents: a checkout of an older commit counts as a change, a touched file does not. */
export function digest(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(`${relative(root, file)}\0`);
    hash.update(readFileSync(file));
    hash.update('\0');
  }
  return hash.digest('hex');
}

export function isStamped(name, value) {
  try {
    return readFileSync(join(memory, `${name}.stamp`), 'utf8') === value;
  } catch {
    return false;
  }
}

/** Written last and by rename: an interrupted set-up leaves no stamp. */
export function stamp(name, value) {
  mkdirSync(memory, { recursive: true });
  const file = join(memory, `${name}.stamp`);
  writeFileSync(`${file}.${process.pid}`, value);
  renameSync(`${file}.${process.pid}`, file);
}
