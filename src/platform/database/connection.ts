import type pg from 'pg';

/** What `pg`, pg-boss and Prisma's adapter all take. */
export type ConnectionSettings = Pick<
  pg.ClientConfig,
  'host' | 'port' | 'user' | 'password' | 'database' | 'connectionString' | 'application_name'
> & { readonly password?: string };

/** Carried by every connection of this process: it tells ours from another's in `pg_stat_activity`. */
export const applicationName = `doorbell ${process.pid}`;
