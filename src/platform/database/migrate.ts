import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { ConnectionSettings } from './connection.js';

/**
 * Applies `prisma/migrations/<name>/migration.sql` in order and keeps Prisma's own books in `_prisma_migrations`,
 * so that `prisma migrate deploy` agrees about what has been done. Prisma's own engine is not used because it
 * would be downloaded at run time.
 */
export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file's bytes, hexadecimal: Prisma's checksum. */
  readonly checksum: string;
}

/** The number Prisma's engine locks with (schema-engine, `acquire_lock`): both then exclude each other. */
const advisoryLock = 72_707_369;

/** From Prisma's engine: sql_migration_persistence.rs. */
const table = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

export class MigrationError extends Error {
  override name = 'MigrationError';
}

export async function readMigrations(directory: string): Promise<Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const bytes = await readFile(join(directory, name, 'migration.sql'));
      return {
        name,
        sql: bytes.toString('utf8'),
        checksum: createHash('sha256').update(bytes).digest('hex'),
      };
    }),
  );
}

/**
 * Brings the database to the last migration, each one in a transaction of its own. Processes that start together
 * take turns. Returns the names applied now.
 * @throws MigrationError when an applied migration was edited, one failed before, or the database is ahead of this code.
 */
export async function migrate(
  connection: ConnectionSettings,
  migrations: readonly Migration[],
): Promise<string[]> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [advisoryLock]);
    await client.query(table);
    const pending = await compare(client, migrations);
    for (const migration of pending) await apply(client, migration);
    return pending.map((migration) => migration.name);
  } finally {
    // The lock belongs to the session and goes with it.
    await client.end();
  }
}

/** Names of migrations that this code has and the database has not; for the readiness check. */
export async function pendingMigrations(
  query: (sql: string) => Promise<readonly AppliedRow[]>,
  migrations: readonly Migration[],
): Promise<string[]> {
  const applied = await query(appliedSql);
  return unapplied(applied, migrations).map((migration) => migration.name);
}

export interface AppliedRow {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished: boolean;
}

const appliedSql = `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished
  FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`;

async function compare(client: pg.Client, migrations: readonly Migration[]): Promise<Migration[]> {
  const { rows } = await client.query<AppliedRow>(appliedSql);
  return unapplied(rows, migrations);
}

function unapplied(applied: readonly AppliedRow[], migrations: readonly Migration[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of applied) {
    const migration = known.get(row.migration_name);
    if (migration === undefined) {
      throw new MigrationError(
        `The database has the migration ${row.migration_name}, which this Doorbell does not know: it is older than its database`,
      );
    }
    if (!row.finished)
      throw new MigrationError(
        `The migration ${row.migration_name} failed half-way before; it has to be resolved by hand`,
      );
    if (row.checksum !== migration.checksum) {
      throw new MigrationError(
        `The migration ${row.migration_name} was changed after it had been applied; add a new one instead`,
      );
    }
  }
  const done = new Set(applied.map((row) => row.migration_name));
  return migrations.filter((migration) => !done.has(migration.name));
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK');
    throw new MigrationError(`The migration ${migration.name} failed and was rolled back: ${String(cause)}`, {
      cause,
    });
  }
}
