import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whom the database server runs as. PostgreSQL refuses to run as root. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** The user created for the server when the machine has none; the name that distributions use too. */
const userName = 'postgres';

/**
 * Null for an ordinary user, whose own the server then is; for root the user `postgres`, created if missing.
 * @throws Error when root may not create users here (a read-only /etc, for example).
 */
export async function serverOwner(): Promise<Owner | null> {
  if (process.getuid?.() !== 0) return null;
  const existing = await lookUp(userName);
  if (existing !== null) return existing;
  try {
    await run('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      userName,
    ]);
  } catch (cause) {
    throw new Error(
      'PostgreSQL does not run as root, there is no user "postgres", and creating one with useradd failed. ' +
        'Start Doorbell as an ordinary user, or set DATABASE_URL.',
      { cause },
    );
  }
  const created = await lookUp(userName);
  if (created === null) throw new Error('useradd made the user "postgres", yet /etc/passwd does not list it');
  return created;
}

/** passwd(5): name:password:UID:GID:… */
async function lookUp(name: string): Promise<Owner | null> {
  for (const line of (await readFile('/etc/passwd', 'utf8')).split('\n')) {
    const [user, , uid, gid] = line.split(':');
    if (user === name && uid !== undefined && gid !== undefined)
      return { uid: Number(uid), gid: Number(gid) };
  }
  return null;
}
