import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { copyBinaries, packagedBinaries } from '../../src/platform/database/embedded/binaries.js';
import {
  openEmbedded,
  type EmbeddedDatabase,
} from '../../src/platform/database/embedded/embedded-database.js';
import { cloneRoot } from '../../src/platform/paths.js';

/** The embedded server with real processes; children run the build (`npm run build`). */
const isRoot = process.getuid?.() === 0;
const nobody = 65_534;

let parent: string;
let dataDirectory: string;
const children = new Set<ChildProcess>();
const opened = new Set<EmbeddedDatabase>();
const elsewhere = new Set<string>();

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'doorbell-embedded-'));
  await chmod(parent, 0o755);
  dataDirectory = join(parent, 'data');
});
afterEach(async () => {
  for (const database of opened) await database.close();
  opened.clear();
  for (const child of children) {
    if (child.exitCode === null && child.signalCode === null) {
      child.stdin?.end();
      await once(child, 'exit');
    }
  }
  children.clear();
  await rm(parent, { recursive: true, force: true });
  for (const directory of elsewhere) await rm(directory, { recursive: true, force: true });
  elsewhere.clear();
});

async function open(directory = dataDirectory): Promise<EmbeddedDatabase> {
  const database = await openEmbedded({ dataDirectory: directory, durable: false });
  opened.add(database);
  if (database.place.moved) elsewhere.add(dirname(database.place.cluster));
  return database;
}

/**
 * As somebody who was given nothing but the way into the clone: a root's clone may lie in a directory that nobody
 * else may enter (mktemp -d), and then the user could not even read the program.
 */
function asUser(uid: number): string[] {
  const search = ['--inh-caps=-all,+dac_read_search', '--ambient-caps=+dac_read_search'];
  // access(2) would leave the capability out for a user who is not root, and initdb asks it (capabilities(7)).
  const securebits = '--securebits=+no_setuid_fixup';
  return ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', ...search, securebits, '--'];
}

async function openInChild(uid?: number): Promise<{ child: ChildProcess; said: Record<string, unknown> }> {
  const script = join(cloneRoot, 'test', 'support', 'embedded-child.mjs');
  const program = [process.execPath, script, join(cloneRoot, 'dist'), dataDirectory];
  const [command = '', ...args] = uid === undefined ? program : [...asUser(uid), ...program];
  const child = spawn(command, args, { cwd: '/', stdio: ['pipe', 'pipe', 'inherit'] });
  children.add(child);
  const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  return { child, said: JSON.parse(line.toString()) as Record<string, unknown> };
}

async function query<T extends pg.QueryResultRow>(database: EmbeddedDatabase, sql: string): Promise<T[]> {
  const client = new pg.Client(database.connection);
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

const pidOf = async (database: EmbeddedDatabase) =>
  Number.parseInt(await readFile(join(database.place.cluster, 'postmaster.pid'), 'utf8'), 10);

async function close(database: EmbeddedDatabase): Promise<void> {
  opened.delete(database);
  await database.close();
}

describe('the embedded database', () => {
  it('keeps its data over a stop and a start, and listens on no port', async () => {
    const first = await open();
    await query(first, 'CREATE TABLE kept AS SELECT 7 AS n');
    await close(first);
    await expect(access(join(first.place.cluster, 'postmaster.pid'))).rejects.toThrow('ENOENT');
    const second = await open();
    expect(await query(second, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    expect(await query(second, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '' }]);
  });

  it('is shared by processes: whoever leaves last stops it', async () => {
    const { child } = await openInChild();
    const own = await open();
    const server = await pidOf(own);
    child.stdin?.end();
    await once(child, 'exit');
    expect(await pidOf(own)).toBe(server);
    expect(await query(own, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  it('may be opened by two processes that start together', async () => {
    const both = await Promise.all([openInChild(), openInChild()]);
    expect(both.map(({ said }) => said.cluster)).toEqual([both[0].said.cluster, both[0].said.cluster]);
  });

  it('goes on when the process that started it was killed, and is found again', async () => {
    const { child, said } = await openInChild();
    const pid = Number.parseInt(await readFile(join(String(said.cluster), 'postmaster.pid'), 'utf8'), 10);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const database = await open();
    expect(await pidOf(database)).toBe(pid);
  });

  it('starts although a stale pid file names a process that is alive and another', async () => {
    const first = await open();
    const file = join(first.place.cluster, 'postmaster.pid');
    const text = await readFile(file, 'utf8');
    await close(first);
    await writeFile(file, text.replace(/^\d+/, String(process.pid)));
    const second = await open();
    expect(await pidOf(second)).not.toBe(process.pid);
  });

  it('recovers when server and service were both killed', async () => {
    const first = await open();
    await query(first, 'CREATE TABLE kept AS SELECT 1 AS n');
    await query(first, 'CHECKPOINT');
    process.kill(await pidOf(first), 'SIGKILL');
    // The children of the killed server notice by themselves; the directory is free once they have gone.
    const second = await open();
    expect(await query(second, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
  });

  it('works in a directory that nobody else may enter (mktemp -d)', async () => {
    await chmod(parent, 0o700);
    const database = await open();
    expect(database.place.moved).toBe(isRoot);
    expect(await query(database, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    await close(database);
    const again = await open();
    expect(again.place.cluster).toBe(database.place.cluster);
  });

  it('has binaries that an ordinary user can run, from a copy too', async () => {
    const binaries = await copyBinaries(await packagedBinaries(), parent);
    expect(await copyBinaries(await packagedBinaries(), parent)).toBe(binaries);
    const { stdout } = await promisify(execFile)(join(binaries, 'postgres'), ['--version'], {
      cwd: '/',
      ...(isRoot ? { uid: nobody, gid: nobody } : {}),
    });
    expect(stdout).toMatch(/^postgres \(PostgreSQL\) 18/);
  });

  it('works below a path too long for a Unix socket', async () => {
    const database = await open(join(parent, 'a-rather-long-name-'.repeat(6), 'data'));
    expect(database.place.socketDirectory.length).toBeLessThan(100);
    expect(await query(database, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  it('works for an ordinary user', async () => {
    await mkdir(dataDirectory);
    if (isRoot) await chown(dataDirectory, nobody, nobody);
    const { said } = await openInChild(isRoot ? nobody : undefined);
    expect(said.error).toBeUndefined();
    expect(said.uid).toBe(isRoot ? nobody : process.getuid?.());
    expect(said.owner).toBeNull();
  });

  it('says what is wrong when the password does not fit', async () => {
    await close(await open());
    const file = join(dataDirectory, 'postgres-password');
    const right = await readFile(file, 'utf8');
    await writeFile(file, `not-${right}`);
    await expect(open()).rejects.toThrow('postgres-password');
    await writeFile(file, right);
    await close(await open());
  });
});
