import { randomBytes } from 'node:crypto';
import {
  chmod,
  copyFile,
  constants,
  link,
  mkdir,
  readdir,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {
  contentHash,
  imageContents,
  mountPoints,
  type ContentOptions,
  type Entry,
} from './image-contents.js';

/**
 * The root file systems of the lab, as one directory tree: its top is what a proctor sees as `/`, its `jail` is
 * what a submission sees. Built once, named by its content, never changed, mounted read-only; nothing that a
 * submission can influence is among its sources.
 *
 * An image no running grader uses may be deleted at any time: `rm -r <data>/lab/image-*` (for a root service
 * whose data directory others cannot enter: `/var/lib/doorbell/image-*`). The next start builds it again.
 */
export interface Image {
  /** Absolute path of the proctor's root. */
  readonly root: string;
  /** The content's SHA-256, hexadecimal. */
  readonly hash: string;
}

export interface ImageOptions extends ContentOptions {
  /** Doorbell's data directory; the image goes to its `lab`. */
  readonly dataDirectory: string;
}

const systemDirectory = '/var/lib/doorbell';

async function othersMayEnter(directory: string): Promise<boolean> {
  for (let at = directory; ; at = path.dirname(at)) {
    if (((await stat(at)).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/**
 * Where images lie. A slot of a root service runs as a user of its own, who must be able to walk there: a clone in
 * somebody's private directory will not do then.
 */
export async function imageDirectory(dataDirectory: string): Promise<string> {
  const own = path.join(dataDirectory, 'lab');
  await mkdir(own, { recursive: true, mode: 0o755 });
  const real = await realpath(own);
  if (process.geteuid?.() !== 0 || (await othersMayEnter(real))) return real;
  await mkdir(systemDirectory, { recursive: true, mode: 0o755 });
  return realpath(systemDirectory);
}

async function place(root: string, entry: Entry, placed: Map<string, string>): Promise<void> {
  const target = path.join(root, entry.target);
  await mkdir(path.dirname(target), { recursive: true, mode: 0o755 });
  if ('text' in entry) {
    await writeFile(target, entry.text);
  } else {
    const twin = placed.get(entry.source);
    // Node is 150 MB: the jail's copy is a second name of the same file, in memory too.
    if (twin !== undefined) return link(twin, target);
    await copyFile(entry.source, target, constants.COPYFILE_FICLONE);
    placed.set(entry.source, target);
  }
  await chmod(target, entry.mode);
}

async function build(root: string, entries: readonly Entry[]): Promise<void> {
  const placed = new Map<string, string>();
  await mkdir(root, { mode: 0o755 });
  for (const directory of mountPoints)
    await mkdir(path.join(root, directory), { recursive: true, mode: 0o755 });
  for (const entry of entries) await place(root, entry, placed);
  // What the umask took away from the directories.
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) await chmod(path.join(entry.parentPath, entry.name), 0o755);
  }
  await chmod(root, 0o755);
}

function exists(directory: string): Promise<boolean> {
  return stat(directory).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/**
 * The image for these contents, built if it is not there yet. Any number of processes may ask at once: each
 * builds beside and renames, the first rename wins.
 * @throws Error naming a missing program or an unwritable directory.
 */
export async function ensureImage(options: ImageOptions): Promise<Image> {
  const entries = await imageContents(options);
  const hash = await contentHash(entries);
  const directory = await imageDirectory(options.dataDirectory);
  const root = path.join(directory, `image-${hash.slice(0, 32)}`);
  if (await exists(root)) return { root, hash };
  const draft = path.join(directory, `draft-${process.pid}-${randomBytes(6).toString('hex')}`);
  try {
    await build(draft, entries);
    await rename(draft, root);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!(await exists(root))) throw error;
  }
  return { root, hash };
}
