import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { connectBackbone, type Backbone } from '../../src/backbone.js';
import type { ConnectionSettings } from '../../src/platform/database/connection.js';
import {
  openEmbedded,
  type EmbeddedDatabase,
} from '../../src/platform/database/embedded/embedded-database.js';
import { readMigrations } from '../../src/platform/database/migrate.js';
import { cloneRoot, migrationsDirectory } from '../../src/platform/paths.js';

/**
 * A database of its own for each test file: a clone of one that was migrated once, on the embedded server that all
 * test processes share. PostgreSQL copies a template in some 50 ms.
 */
export const silentLog = pino({ level: 'silent' });

const dataDirectory = join(cloneRoot, '.doorbell', 'test');

/** Excludes the other test process while the template is made and while old databases are removed. */
const templateLock = 0x7465_7374;

export interface TestDatabase {
  readonly connection: ConnectionSettings;
  /** Migrated, with pg-boss installed. Each call opens another one, as another process would. */
  backbone(): Promise<Backbone>;
  close(): Promise<void>;
}

export async function openTestServer(): Promise<EmbeddedDatabase> {
  return openEmbedded({ dataDirectory, durable: false, database: 'postgres' });
}

export async function openTestDatabase(): Promise<TestDatabase> {
  const server = await openTestServer();
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await withClient(server.connection, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [templateLock]);
    await dropLeftovers(client);
    const template = await ensureTemplate(client, server.connection);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
    await client.query('SELECT pg_advisory_unlock($1)', [templateLock]);
  });
  const connection = { ...server.connection, database: name };
  const backbones: Backbone[] = [];
  return {
    connection,
    backbone: async () => {
      const opened = { connection, description: name, close: () => Promise.resolve() };
      const backbone = await connectBackbone(opened, silentLog);
      backbones.push(backbone);
      return backbone;
    },
    close: async () => {
      for (const backbone of backbones) await backbone.close();
      await withClient(server.connection, (client) =>
        client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
      );
      await server.close();
    },
  };
}

/** Named after the migrations, so that a changed schema gets a new one. */
async function ensureTemplate(client: pg.Client, connection: ConnectionSettings): Promise<string> {
  const migrations = await readMigrations(migrationsDirectory);
  const state = createHash('sha256').update(JSON.stringify(migrations.map(({ checksum }) => checksum)));
  const name = `template_${state.digest('hex').slice(0, 12)}`;
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (rowCount !== 0) return name;
  // Made under another name: a template half made by a killed test is not taken for a whole one.
  const half = `test_${process.pid}_template`;
  await client.query(`DROP DATABASE IF EXISTS ${half} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${half}`);
  const opened = {
    connection: { ...connection, database: half },
    description: half,
    close: () => Promise.resolve(),
  };
  await (await connectBackbone(opened, silentLog)).close();
  await untilUnused(client, half);
  await client.query(`ALTER DATABASE ${half} RENAME TO ${name}`);
  return name;
}

/** A closed connection is still served for a moment; PostgreSQL copies and renames only databases without any. */
async function untilUnused(client: pg.Client, name: string): Promise<void> {
  await client.query(
    'SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()',
    [name],
  );
}

/** Databases of test processes that were killed. */
async function dropLeftovers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    "SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'",
  );
  for (const { datname } of rows) {
    const pid = Number(/^test_(\d+)_/.exec(datname)?.[1]);
    if (!isAlive(pid)) await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function withClient<T>(
  connection: ConnectionSettings,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ ...connection, database: 'postgres' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
