import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { ConnectionSettings } from './connection.js';
import { Prisma, PrismaClient } from '../../generated/client.js';

/** The client itself, and what a transaction gets: every query function takes either. */
export type Database = PrismaClient;
export type Transaction = Prisma.TransactionClient;

/** Injection token of the `Database`. */
export const DATABASE = Symbol('database');

/** Connections of this process for Prisma; pg-boss and the listener have a few of their own. */
const poolSize = 10;

export function openPrisma(connection: ConnectionSettings): Database {
  // One stays: what looks at the tables now and then need not connect, and prove who it is, each time.
  const pool = new pg.Pool({ ...connection, max: poolSize, min: 1 });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  return new PrismaClient({
    adapter: new PrismaPg(pool, { disposeExternalPool: true }),
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  });
}

/** Whether a write broke a unique constraint (Prisma's error reference, P2002). */
export function isDuplicate(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}
