import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { errorCode, isMissing } from '../../errors.js';
import { applicationName, type ConnectionSettings } from '../connection.js';
import { withNamedLock } from './named-lock.js';
import { findPlace, type Place } from './place.js';
import { createCluster, startServer, stopServer } from './server.js';

/**
 * PostgreSQL from npm, for a laptop and for tests: one cluster in the data directory, shared by every Doorbell
 * process that uses this directory. Whoever comes first starts the server, whoever leaves last stops it. A server
 * left over from a killed service simply goes on, and the next process finds it by its socket.
 */
export interface EmbeddedDatabase {
  readonly connection: ConnectionSettings;
  readonly place: Place;
  /** Stops the server unless another process still uses it. */
  close(): Promise<void>;
}

/** How often this process has each data directory open: PostgreSQL sees all its connections as one process's. */
const uses = new Map<string, number>();

export interface EmbeddedOptions {
  /** Absolute path; created if missing. */
  readonly dataDirectory: string;
  /** False only for tests: faster, and lost when the machine (not the process) crashes. */
  readonly durable?: boolean;
  readonly database?: string;
}

/** @throws Error that says what to do, when there is no place, no user or no server to be had. */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { dataDirectory, durable = true, database = 'doorbell' } = options;
  return withNamedLock(dataDirectory, async () => {
    await mkdir(dataDirectory, { recursive: true });
    const password = await readPassword(join(dataDirectory, 'postgres-password'));
    const place = await findPlace(dataDirectory, password);
    const connection: ConnectionSettings = {
      host: place.socketDirectory,
      port: 5432,
      user: 'doorbell',
      password,
      database,
      application_name: applicationName,
    };
    await createCluster(place, password);
    await reachOrStart({ ...connection, database: 'postgres' }, place, durable);
    await createDatabase({ ...connection, database: 'postgres' }, database);
    const presence = await present({ ...connection, database: 'postgres' });
    uses.set(dataDirectory, (uses.get(dataDirectory) ?? 0) + 1);
    return {
      connection,
      place,
      close: () =>
        withNamedLock(dataDirectory, async () => {
          await presence.end();
          const left = (uses.get(dataDirectory) ?? 0) - 1;
          uses.set(dataDirectory, left);
          if (left === 0) await leave({ ...connection, database: 'postgres' }, place);
        }),
    };
  });
}

async function readPassword(path: string): Promise<string> {
  try {
    const password = (await readFile(path, 'utf8')).trim();
    await chmod(path, 0o600);
    return password;
  } catch (error) {
    if (!isMissing(error)) throw error;
    const password = randomBytes(24).toString('base64url');
    await writeFile(path, `${password}\n`, { mode: 0o600, flag: 'wx' });
    return password;
  }
}

async function reachOrStart(connection: ConnectionSettings, place: Place, durable: boolean): Promise<void> {
  if (await answers(connection)) return;
  await startServer(place, durable);
  if (!(await answers(connection)))
    throw new Error(`The embedded database started but does not answer: see ${place.log}`);
}

/** False when nobody listens; any other refusal (wrong password, for one) is an error to be told. */
async function answers(connection: ConnectionSettings): Promise<boolean> {
  const client = new pg.Client(connection);
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch (error) {
    const code = errorCode(error) ?? '';
    if (['ENOENT', 'ECONNREFUSED', 'ECONNRESET'].includes(code)) return false;
    if (code === '28P01') {
      throw new Error(
        'The embedded database does not accept the password in postgres-password of the data directory. ' +
          'Put the right file back, or remove the data directory to begin anew.',
        { cause: error },
      );
    }
    throw error;
  }
}

/** A connection that only says, in `pg_stat_activity`, that this process uses the server. */
async function present(connection: ConnectionSettings): Promise<pg.Client> {
  const client = new pg.Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function createDatabase(connection: ConnectionSettings, name: string): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

/** Under the lock: nobody can be on the way in between the count and the stop. */
async function leave(connection: ConnectionSettings, place: Place): Promise<void> {
  const client = new pg.Client(connection);
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch {
    return; // Stopped already, by hand or by the machine's shutdown.
  }
  const { rows } = await client.query<{ others: number }>(
    `SELECT count(*)::int AS others FROM pg_stat_activity
      WHERE backend_type = 'client backend' AND application_name IS DISTINCT FROM $1`,
    [applicationName],
  );
  await client.end();
  if (rows[0]?.others !== 0) return;
  await stopServer(place);
  await rm(place.socketDirectory, { recursive: true, force: true });
}
