import { hostname } from 'node:os';
import pg from 'pg';
import type { ConnectionSettings } from '../platform/database/connection.js';
import type { Transaction } from '../platform/database/prisma.js';
import { errorCode } from '../platform/errors.js';

/**
 * That a grader is alive, said by PostgreSQL: each grader has a number and a connection that holds the advisory lock
 * of this number. When the process dies, by whatever signal, the kernel closes the connection and PostgreSQL lets go
 * of the lock; no clock is asked and no heartbeat can be late.
 */
export interface GraderLease {
  readonly graderId: number;
  /** Aborted when the connection, and with it the lock, was lost: others may then take over what runs here. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/** First half of the two-part advisory lock, so that graders' numbers meet no other lock: “dbel”. */
const graderLockSpace = 0x6462_656c;

export async function takeLease(connection: ConnectionSettings): Promise<GraderLease> {
  const client = new pg.Client({ ...connection, keepAlive: true });
  const lost = new AbortController();
  client.on('error', () => undefined);
  await client.connect();
  client.on('end', () => lost.abort(new Error('The grader lost its connection to the database')));
  const { rows } = await client.query<{ id: number }>(
    'INSERT INTO grader (host, pid) VALUES ($1, $2) RETURNING id',
    [hostname(), process.pid],
  );
  const graderId = rows[0]?.id;
  if (graderId === undefined) throw new Error('PostgreSQL returned no id for a new grader');
  await client.query('SELECT pg_advisory_lock($1::int, $2::int)', [graderLockSpace, graderId]);
  return { graderId, lost: lost.signal, release: () => client.end() };
}

export interface GraderRow {
  readonly id: number;
  readonly host: string;
  readonly pid: number;
}

/** Whether the grader's lock is free, or its process known to be gone. */
export async function isDead(tx: Transaction, grader: GraderRow): Promise<boolean> {
  const [lock] = await tx.$queryRaw<{ free: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(${graderLockSpace}::int, ${grader.id}::int) AS free`;
  // A process killed a moment ago may leave its lock for some milliseconds; that it is gone is known here.
  return lock?.free === true || isGoneHere(grader);
}

/** Whether the process was one of this machine and is certainly gone; a number that is in use again says nothing. */
function isGoneHere(grader: GraderRow): boolean {
  if (grader.host !== hostname()) return false;
  try {
    process.kill(grader.pid, 0);
    return false;
  } catch (error) {
    return errorCode(error) === 'ESRCH';
  }
}
