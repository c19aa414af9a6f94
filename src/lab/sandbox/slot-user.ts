import { createServer, type Server } from 'node:net';

/**
 * A user of its own for every slot of a root service. Debian leaves 60000–64999 to local use and systemd takes
 * dynamic users from 61184 on, so these are free; no account has to exist.
 */
const first = 61_000;
const last = 61_183;

export interface SlotUser {
  readonly uid: number;
  release(): void;
}

function claim(uid: number): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    );
    // An abstract socket (unix(7)): one owner on this host at a time, and free again however its owner ends.
    server.listen(`\0doorbell-slot-${uid}`, () => resolve(server.unref()));
  });
}

/** Claims a user id no other slot on this host has, of this process or another. Rejects when all are taken. */
export async function claimSlotUser(): Promise<SlotUser> {
  for (let uid = first; uid <= last; uid += 1) {
    const server = await claim(uid);
    if (server !== null) return { uid, release: () => void server.close() };
  }
  throw new Error(`all ${last - first + 1} users for slots (${first}–${last}) are taken`);
}
