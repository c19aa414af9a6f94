import { createHash } from 'node:crypto';
import { connect, createServer, type Socket } from 'node:net';

/**
 * A lock between the processes of one machine, held on an abstract Unix socket (unix(7)): the kernel lets go of
 * it when its holder dies, so there is no stale lock to recognise; and whoever waits is connected to the holder
 * and told by the end of the connection, so nobody polls.
 */
export async function withNamedLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  const address = `\0doorbell-${createHash('sha256').update(name).digest('hex').slice(0, 32)}`;
  const release = await acquire(address);
  try {
    return await work();
  } finally {
    await release();
  }
}

async function acquire(address: string): Promise<() => Promise<void>> {
  for (;;) {
    const release = await tryListen(address);
    if (release !== null) return release;
    await holderLeaves(address);
  }
}

/** Null when somebody else listens there already. */
function tryListen(address: string): Promise<(() => Promise<void>) | null> {
  const waiting = new Set<Socket>();
  const server = createServer((socket) => {
    waiting.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => waiting.delete(socket));
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else reject(error);
    });
    server.listen(address, () => {
      resolve(
        () =>
          new Promise((released) => {
            server.close(() => released());
            for (const socket of waiting) socket.destroy();
          }),
      );
    });
  });
}

function holderLeaves(address: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(address);
    // Refused means that the holder left between our two calls: equally good news.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
    socket.resume();
  });
}
