import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { copyBinaries, packagedBinaries } from './binaries.js';
import { serverOwner, type Owner } from './owner.js';
import { errorCode } from '../../errors.js';

/** Where the files of an embedded database are. All paths absolute. */
export interface Place {
  readonly owner: Owner | null;
  readonly cluster: string;
  readonly log: string;
  readonly socketDirectory: string;
  /** Directory that holds `postgres`, `initdb`, `pg_ctl`. */
  readonly binaries: string;
  /** True when the clone lies where the server’s user cannot reach it, and the cluster is therefore elsewhere. */
  readonly moved: boolean;
}

/** For what the clone cannot hold; FHS 3.0, 5.8: state of one program. */
const elsewhere = '/var/lib/doorbell';

/** sun_path of unix(7) has 108 bytes, one for the final NUL. */
const longestSocketPath = 107;
const socketFile = '.s.PGSQL.5432';

/**
 * Decides where cluster, socket and binaries are, and creates the directories.
 *
 * Root hands the server to an unprivileged user, who may not be able to walk into the clone (`mktemp -d`
 * makes directories of mode 700). Then the cluster, and a copy of the binaries, live under /var/lib/doorbell,
 * in a directory named after the data directory's password: a later clone at the same path gets its own.
 */
export async function findPlace(dataDirectory: string, password: string): Promise<Place> {
  const short = createHash('sha256').update(password).digest('hex').slice(0, 16);
  const packaged = await packagedBinaries();
  const owner = await clusterOwner(dataDirectory);

  const moved = owner !== null && !(await reachable(dataDirectory, owner));
  const base = moved ? join(elsewhere, short) : dataDirectory;
  await mkdir(base, { recursive: true });

  const binaries =
    owner !== null && !(await reachable(packaged, owner))
      ? await copyBinaries(packaged, elsewhere)
      : packaged;

  let socketDirectory = join(base, 'socket');
  if (Buffer.byteLength(join(socketDirectory, socketFile)) > longestSocketPath) {
    socketDirectory = join(tmpdir(), `doorbell-${short}`);
  }
  await ownDirectory(socketDirectory, owner);

  return {
    owner,
    cluster: join(base, 'postgres'),
    log: join(base, 'postgres.log'),
    socketDirectory,
    binaries,
    moved,
  };
}

/** A cluster that exists keeps its owner: one made by an ordinary user is not taken over when root starts Doorbell. */
async function clusterOwner(dataDirectory: string): Promise<Owner | null> {
  const owner = await serverOwner();
  if (owner === null) return null;
  const existing = await stat(join(dataDirectory, 'postgres')).catch(() => null);
  return existing !== null && existing.uid !== 0 ? { uid: existing.uid, gid: existing.gid } : owner;
}

/** Creates a directory of mode 700 for the server, and refuses one that somebody else has put there. */
export async function ownDirectory(path: string, owner: Owner | null): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
    if (owner !== null) await chown(path, owner.uid, owner.gid);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    const found = await stat(path);
    const expected = owner?.uid ?? process.getuid?.() ?? found.uid;
    if (!found.isDirectory() || found.uid !== expected) {
      throw new Error(
        `${path} belongs to uid ${found.uid}, not to uid ${expected}: remove it or choose another DOORBELL_DATA`,
        {
          cause: error,
        },
      );
    }
    await chmod(path, 0o700);
  }
}

/** Whether `owner` may search every directory on the way and the directory itself, by the mode bits (path_resolution(7)). */
async function reachable(path: string, owner: Owner): Promise<boolean> {
  for (let directory = path; ; directory = dirname(directory)) {
    const { uid, gid, mode } = await stat(directory);
    const bit = uid === owner.uid ? 0o100 : gid === owner.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (directory === dirname(directory)) return true;
  }
}
