import { createHash } from 'node:crypto';
import pg from 'pg';
import type { ConnectionSettings } from '../../src/platform/database/connection.js';
import type { EmbeddedDatabase } from '../../src/platform/database/embedded/embedded-database.js';
import { migrate, readMigrations, type Migration } from '../../src/platform/database/migrate.js';
import { migrationsDirectory } from '../../src/platform/paths.js';
import { openTestServer } from '../support/database.js';

let server: EmbeddedDatabase;
let admin: pg.Client;
let name: string;
let connection: ConnectionSettings;
let count = 0;

beforeAll(async () => {
  server = await openTestServer();
  admin = new pg.Client(server.connection);
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await server.close();
});
beforeEach(async () => {
  name = `test_${process.pid}_migrate_${(count += 1)}`;
  await admin.query(`CREATE DATABASE ${name}`);
  connection = { ...server.connection, database: name };
});
afterEach(() => admin.query(`DROP DATABASE ${name} WITH (FORCE)`));

function migration(label: string, sql: string): Migration {
  return { name: label, sql, checksum: createHash('sha256').update(sql).digest('hex') };
}

async function query<T extends pg.QueryResultRow>(sql: string): Promise<T[]> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

const first = migration('1_first', 'CREATE TABLE a (n int); INSERT INTO a VALUES (1);');
const second = migration('2_second', 'ALTER TABLE a ADD COLUMN m int;');

describe('migrations', () => {
  it('are applied in order, once, with the rows that Prisma expects', async () => {
    expect(await migrate(connection, [first])).toEqual(['1_first']);
    expect(await migrate(connection, [first, second])).toEqual(['2_second']);
    expect(await migrate(connection, [first, second])).toEqual([]);
    const rows = await query(
      `SELECT migration_name, checksum, applied_steps_count, finished_at >= started_at AS finished, rolled_back_at, logs
         FROM _prisma_migrations ORDER BY migration_name`,
    );
    expect(rows).toEqual(
      [first, second].map(({ name: migration_name, checksum }) => ({
        migration_name,
        checksum,
        applied_steps_count: 1,
        finished: true,
        rolled_back_at: null,
        logs: null,
      })),
    );
  });

  it('are applied once by four processes that start together', async () => {
    const applied = await Promise.all(Array.from({ length: 4 }, () => migrate(connection, [first, second])));
    expect(applied.flat().sort()).toEqual(['1_first', '2_second']);
    expect(await query('SELECT n FROM a')).toEqual([{ n: 1 }]);
  });

  it('leave nothing of one that fails, and can be mended', async () => {
    const broken = migration('2_second', 'CREATE TABLE b (n int); SELECT nothing_here;');
    await expect(migrate(connection, [first, broken])).rejects.toThrow('2_second failed and was rolled back');
    expect(await query("SELECT to_regclass('b') AS b")).toEqual([{ b: null }]);
    expect(await migrate(connection, [first, second])).toEqual(['2_second']);
  });

  it('refuse one that was edited after it had been applied', async () => {
    await migrate(connection, [first]);
    const edited = migration('1_first', `${first.sql} -- edited`);
    await expect(migrate(connection, [edited])).rejects.toThrow('was changed after it had been applied');
  });

  it('refuse a database that is newer than the code', async () => {
    await migrate(connection, [first, second]);
    await expect(migrate(connection, [first])).rejects.toThrow('it is older than its database');
  });

  it('refuse a database where Prisma left one unfinished', async () => {
    await migrate(connection, [first]);
    await query('UPDATE _prisma_migrations SET finished_at = NULL');
    await expect(migrate(connection, [first])).rejects.toThrow('half-way');
  });

  it('of the repository make the tables that the code uses', async () => {
    const all = await readMigrations(migrationsDirectory);
    expect(await migrate(connection, all)).toEqual(all.map(({ name: label }) => label));
    expect(await query('SELECT count(*)::int AS n FROM submission')).toEqual([{ n: 0 }]);
  });
});
