import pg from 'pg';
import { applicationName, type ConnectionSettings } from './connection.js';
import { openEmbedded } from './embedded/embedded-database.js';
import { errorMessage } from '../errors.js';

/** A reachable PostgreSQL, not yet migrated. */
export interface OpenDatabase {
  readonly connection: ConnectionSettings;
  /** For the log: where the data are. Never holds a password. */
  readonly description: string;
  close(): Promise<void>;
}

/** server_version_num of the oldest PostgreSQL that is supported. */
const oldest = 150_000;

/**
 * The database of `DATABASE_URL`, else the embedded one.
 * @throws Error when it cannot be reached or is older than PostgreSQL 15.
 */
export async function openDatabase(options: {
  readonly databaseUrl: string | null;
  readonly dataDirectory: string;
}): Promise<OpenDatabase> {
  if (options.databaseUrl !== null) return openByUrl(options.databaseUrl);
  const embedded = await openEmbedded({ dataDirectory: options.dataDirectory });
  const { place } = embedded;
  return {
    connection: embedded.connection,
    description: `embedded PostgreSQL in ${place.cluster}${place.moved ? ' (the clone lies where the database’s own user cannot reach it)' : ''}`,
    close: () => embedded.close(),
  };
}

async function openByUrl(url: string): Promise<OpenDatabase> {
  const connection: ConnectionSettings = { connectionString: url, application_name: applicationName };
  const client = new pg.Client(connection);
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version_num: string }>('SHOW server_version_num');
    const version = Number(rows[0]?.server_version_num);
    if (version < oldest) {
      throw new Error(
        `DATABASE_URL leads to PostgreSQL ${Math.floor(version / 10_000)}; Doorbell needs 15 or newer`,
      );
    }
    return {
      connection,
      description: `PostgreSQL ${Math.floor(version / 10_000)} of DATABASE_URL (${client.host}, database ${client.database ?? '?'})`,
      close: () => Promise.resolve(),
    };
  } catch (cause) {
    if (errorMessage(cause).startsWith('DATABASE_URL')) throw cause;
    throw new Error(`The database of DATABASE_URL cannot be used: ${errorMessage(cause)}`, { cause });
  } finally {
    await client.end().catch(() => undefined);
  }
}
