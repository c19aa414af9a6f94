import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { chown, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { errorMessage, isMissing } from '../../errors.js';
import type { Place } from './place.js';

const run = promisify(execFile);

/** Major version of the binaries; a cluster of another one cannot be opened by them. */
const major = '18';

/** How long recovery after a crash may take before the start counts as failed, milliseconds. */
const startLimitMs = 120_000;

/**
 * The server's own helpers look five times a second whether there is something to write, for a busy server's sake. Here
 * every commit writes for itself, so they may sleep as long as they can (runtime-config.html: 10 s is the most).
 */
const unhurried = ['bgwriter_delay = 10s', 'wal_writer_delay = 10s', 'autovacuum_naptime = 5min'];

/** What the server is started with. Unix socket only: no other user of this machine and no sandbox can connect. */
function configuration(place: Place, durable: boolean): string {
  const quote = (value: string) => `'${value.replaceAll("'", "''")}'`;
  return [
    '# Written by Doorbell at every start.',
    "listen_addresses = ''",
    `unix_socket_directories = ${quote(place.socketDirectory)}`,
    'unix_socket_permissions = 0700',
    'max_connections = 200',
    'jit = off',
    "log_line_prefix = '%m [%p] '",
    "lc_messages = 'C'",
    ...(durable ? unhurried : ['fsync = off', 'synchronous_commit = off', 'full_page_writes = off']),
    '',
  ].join('\n');
}

const as = (place: Place) => (place.owner === null ? {} : { uid: place.owner.uid, gid: place.owner.gid });

/** A small environment of its own: PGDATA, PGPORT and the like of whoever starts Doorbell must not reach the server. */
const environment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * Creates the cluster if there is none, whole under another name first: a start killed in the middle of
 * initdb leaves nothing that looks like a database.
 */
export async function createCluster(place: Place, password: string): Promise<void> {
  const version = await readFile(join(place.cluster, 'PG_VERSION'), 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (version !== null) {
    if (version.trim() !== major) {
      throw new Error(
        `${place.cluster} was made by PostgreSQL ${version.trim()}, this is PostgreSQL ${major}: dump and reload it, or remove it`,
      );
    }
    return;
  }
  const parent = dirname(place.cluster);
  for (const name of await readdir(parent)) {
    if (name.startsWith(`${basename(place.cluster)}.new-`))
      await rm(join(parent, name), { recursive: true, force: true });
  }
  const half = `${place.cluster}.new-${randomBytes(4).toString('hex')}`;
  await mkdir(half, { mode: 0o700 });
  if (place.owner !== null) await chown(half, place.owner.uid, place.owner.gid);
  const passwordFile = join(half, '..', `${basename(half)}.password`);
  try {
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (place.owner !== null) await chown(passwordFile, place.owner.uid, place.owner.gid);
    await run(
      join(place.binaries, 'initdb'),
      [
        `--pgdata=${half}`,
        '--username=doorbell',
        '--auth=scram-sha-256',
        `--pwfile=${passwordFile}`,
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        '--no-instructions',
      ],
      { ...as(place), env: environment, cwd: '/' },
    );
    await writeFile(join(half, 'postgresql.conf'), "include 'doorbell.conf'\n", { flag: 'a' });
    await rename(half, place.cluster);
  } catch (cause) {
    await rm(half, { recursive: true, force: true });
    const said = stderrOf(cause);
    throw new Error(`The embedded database could not be created in ${place.cluster}: ${said}`, { cause });
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/**
 * Starts the server in a session of its own, so that Ctrl-C in the terminal reaches only the service, which then
 * stops the server last. Resolves once PostgreSQL itself has written `ready` into its pid file.
 */
export async function startServer(place: Place, durable: boolean): Promise<void> {
  await removeStalePidFile(place);
  const settings = join(place.cluster, 'doorbell.conf');
  await writeFile(settings, configuration(place, durable));
  if (place.owner !== null) await chown(settings, place.owner.uid, place.owner.gid);

  const log = await open(place.log, 'a', 0o600);
  const ready = new AbortController();
  const changed = watchPidFile(place.cluster, ready.signal);
  try {
    const server = spawn(join(place.binaries, 'postgres'), ['-D', place.cluster], {
      ...as(place),
      env: environment,
      cwd: '/',
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    const died = once(server, 'exit', { signal: ready.signal }).then(([code, signal]) => {
      throw new Error(
        `The embedded database ended while starting (${String(code ?? signal)}). Its log, ${place.log}, ends:\n`,
      );
    });
    const late = AbortSignal.timeout(startLimitMs);
    const tooLate = new Promise<never>((_, reject) => {
      late.addEventListener('abort', () =>
        reject(
          new Error(`The embedded database was not ready after ${startLimitMs / 1000} s: see ${place.log}\n`),
        ),
      );
    });
    await Promise.race([changed, died, tooLate]);
    server.unref();
  } catch (error) {
    throw new Error(errorMessage(error) + (await lastLines(place.log)), { cause: error });
  } finally {
    ready.abort();
    await log.close();
  }
}

/** The pid file’s eighth line is the state: starting, ready, standby, stopping (src/include/utils/pidfile.h). */
async function isReady(cluster: string): Promise<boolean> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  return text.split('\n')[7]?.trim() === 'ready';
}

async function watchPidFile(cluster: string, signal: AbortSignal): Promise<void> {
  const watcher = watch(cluster, { signal });
  try {
    const seen = new Promise<void>((resolve, reject) => {
      watcher.on('error', reject);
      watcher.on('change', () => {
        isReady(cluster).then((yes) => {
          if (yes) resolve();
        }, reject);
      });
    });
    await seen;
  } finally {
    watcher.close();
  }
}

/**
 * PostgreSQL removes a pid file whose process is gone, but refuses to start when another process has that
 * number now, which is common after a container’s restart. A process that is not our server makes the file stale.
 */
async function removeStalePidFile(place: Place): Promise<void> {
  const pid = await serverPid(place);
  if (pid === null) return;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  if (command.split('\0').includes(place.cluster)) return;
  await rm(join(place.cluster, 'postmaster.pid'), { force: true });
}

async function serverPid(place: Place): Promise<number | null> {
  const text = await readFile(join(place.cluster, 'postmaster.pid'), 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return '';
    throw error;
  });
  const pid = Number.parseInt(text, 10);
  return Number.isInteger(pid) && pid > 0 ? pid : null;
}

/** Ends the server and waits until it has gone; connections still open are cut, nothing committed is lost. */
export async function stopServer(place: Place): Promise<void> {
  await run(join(place.binaries, 'pg_ctl'), ['stop', '-D', place.cluster, '-m', 'fast', '-w'], {
    ...as(place),
    env: environment,
    cwd: '/',
  });
}

/** What a failed command wrote (child_process.execFile puts it into the error). */
function stderrOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'stderr' in error && typeof error.stderr === 'string'
    ? error.stderr.trim()
    : errorMessage(error);
}

async function lastLines(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-8).join('\n');
}
