import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { librariesOf } from './elf.js';
import { seccompProgram } from './seccomp.js';
import { requireTool } from './tools.js';

/** One file of an image: copied from this host, or written. Paths inside the image are relative. */
export type Entry = { readonly target: string; readonly mode: 0o644 | 0o755 } & (
  { readonly source: string } | { readonly text: string | Uint8Array }
);

export interface ContentOptions {
  /** Directory of compiled JavaScript that becomes `/doorbell` for the proctor (without `*.spec.js`). */
  readonly program: string;
  /** What of it a submission's own root holds too, at the same relative path: files or directories. */
  readonly jail: readonly string[];
  /** Further programs of this host for the proctor, by name, for example `strace`. */
  readonly tools?: readonly string[];
  /** Of the program, by name, what becomes a package that a submission can import: directories with an `index.js`. */
  readonly packages?: Readonly<Record<string, string>>;
  /** Puts koffi into the submission's root too, for exercises on the real C calls. */
  readonly koffiInJail?: boolean;
}

/** What the trial run of requirements.ts runs inside. */
export const trialInside = 'sandbox/trial-inside.js';

/** Directories that must exist to be mounted on, in the image and in its `jail`. */
export const mountPoints = ['proc', 'dev', 'tmp', 'run', 'jail/proc', 'jail/dev', 'jail/tmp'];

const require = createRequire(import.meta.url);

/** `net.connect(port)` means localhost, and without these two files that is EAI_AGAIN. */
const etc: Readonly<Record<string, string>> = {
  'etc/passwd': 'nobody:x:65534:65534:nobody:/tmp:/bin/false\n',
  'etc/group': 'nogroup:x:65534:\n',
  'etc/hosts': '127.0.0.1 localhost\n127.0.0.1 doorbell\n',
  'etc/nsswitch.conf': 'passwd: files\ngroup: files\nhosts: files\n',
  'etc/resolv.conf': '',
};

const moduleType: Entry = { target: 'doorbell/package.json', text: '{"type":"module"}\n', mode: 0o644 };

async function filesBelow(root: string, keep: (name: string) => boolean): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && keep(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort();
}

async function packageFiles(name: string, from: string, keep: (name: string) => boolean): Promise<Entry[]> {
  // Both packages keep their entry at their top, and do not export their package.json.
  const root = path.dirname(createRequire(from).resolve(name));
  return (await filesBelow(root, keep)).map((file) => ({
    target: `node_modules/${name}/${file}`,
    source: path.join(root, file),
    mode: 0o644,
  }));
}

/** koffi's JavaScript and the one prebuilt library for this platform. */
async function koffi(): Promise<Entry[]> {
  const entry = require.resolve('koffi');
  const script = (file: string) => /\.(js|cjs|json)$/.test(file);
  return [
    ...(await packageFiles('koffi', import.meta.url, script)),
    ...(await packageFiles(
      `@koromix/koffi-${process.platform}-${process.arch}`,
      entry,
      (file) => script(file) || file.endsWith('.node'),
    )),
  ];
}

/** Compiled files of ours as an ES module package. @throws Error when there are none */
function packageInJail(name: string, directory: string, program: readonly Entry[]): Entry[] {
  const prefix = `doorbell/${directory}/`;
  const files = program.filter(({ target }) => target.startsWith(prefix));
  if (!files.some(({ target }) => target === `${prefix}index.js`))
    throw new Error(`no compiled ${directory}/index.js; is the build up to date?`);
  const text = `${JSON.stringify({ name, type: 'module', exports: './index.js' })}\n`;
  return [
    { target: `node_modules/${name}/package.json`, text, mode: 0o644 },
    ...files.map((file) => ({ ...file, target: `node_modules/${name}/${file.target.slice(prefix.length)}` })),
  ];
}

async function programs(sources: Readonly<Record<string, string>>): Promise<Entry[]> {
  const libraries = new Set((await Promise.all(Object.values(sources).map(librariesOf))).flat());
  // getaddrinfo loads it by name on glibc before 2.34; later it is part of libc itself.
  for (const libc of [...libraries].filter((file) => path.basename(file) === 'libc.so.6')) {
    const files = path.join(path.dirname(libc), 'libnss_files.so.2');
    if (
      await stat(files).then(
        () => true,
        () => false,
      )
    )
      libraries.add(files);
  }
  return [
    ...Object.entries(sources).map(([name, source]) => ({
      target: `bin/${name}`,
      source,
      mode: 0o755 as const,
    })),
    ...[...libraries].map((source) => ({ target: source.slice(1), source, mode: 0o755 as const })),
  ];
}

/** The pinned Node: the binary of the npm package `node`. */
export function pinnedNode(): string {
  return path.join(path.dirname(require.resolve('node/package.json')), 'bin', 'node');
}

/**
 * Everything an image holds, sorted by target.
 * @throws Error that names a missing program, library or file.
 */
export async function imageContents(options: ContentOptions): Promise<Entry[]> {
  const node = pinnedNode();
  const script = (file: string) => file.endsWith('.js') && !file.endsWith('.spec.js');
  const program = (await filesBelow(options.program, script)).map((file): Entry => ({
    target: `doorbell/${file}`,
    source: path.join(options.program, file),
    mode: 0o644,
  }));
  const shared: Entry[] = [
    ...Object.entries(etc).map(([target, text]): Entry => ({ target, text, mode: 0o644 })),
    moduleType,
  ];
  const forJail = [...options.jail, trialInside].flatMap((wanted) => {
    const found = program.filter(({ target }) => `${target}/`.startsWith(`doorbell/${wanted}/`));
    if (found.length === 0)
      throw new Error(`${options.program} holds no compiled ${wanted}; is the build up to date?`);
    return found;
  });
  const packages = Object.entries(options.packages ?? {}).flatMap(([name, directory]) =>
    packageInJail(name, directory, program),
  );
  const tools = await Promise.all(
    (options.tools ?? []).map(async (name) => [name, await requireTool(name, name)] as const),
  );
  const outside = {
    node,
    bwrap: await requireTool('bwrap', 'bubblewrap'),
    prlimit: await requireTool('prlimit', 'util-linux'),
    choom: await requireTool('choom', 'util-linux'),
    ...Object.fromEntries(tools),
  };
  const filter: Entry = { target: 'seccomp.bpf', text: seccompProgram(), mode: 0o644 };
  const inside: Entry[] = [
    ...(await programs({ node })),
    ...shared,
    ...forJail,
    ...packages,
    ...(options.koffiInJail ? await koffi() : []),
  ];
  return [
    ...(await programs(outside)),
    ...shared,
    filter,
    ...program,
    ...(await koffi()),
    ...inside.map((entry) => ({ ...entry, target: `jail/${entry.target}` })),
  ].sort((a, b) => (a.target < b.target ? -1 : 1));
}

/** SHA-256 over targets, modes and contents, and over the mount points: the image's name. */
export async function contentHash(entries: readonly Entry[]): Promise<string> {
  const digests = new Map<string, string>();
  for (const entry of entries) {
    if (!('source' in entry) || digests.has(entry.source)) continue;
    digests.set(
      entry.source,
      createHash('sha256')
        .update(await readFile(entry.source))
        .digest('hex'),
    );
  }
  const whole = createHash('sha256').update(JSON.stringify(mountPoints));
  for (const entry of entries) {
    const content =
      'source' in entry ? digests.get(entry.source) : createHash('sha256').update(entry.text).digest('hex');
    whole.update(JSON.stringify([entry.target, entry.mode, content]));
  }
  return whole.digest('hex');
}
