// mechanism: notified
// fails: in-order
// note: every Begin takes the first bytes that come; the last begun may be the first served
import * as net from 'node:net';

interface AsyncResult {
  asyncState: unknown;
  isCompleted: boolean;
  completedSynchronously: boolean;
}

export function createReceiver(fd: number) {
  const socket = new net.Socket({ fd, allowHalfOpen: true });
  const waiting: ((outcome: Buffer | Error) => void)[] = [];
  const counts = new Map<AsyncResult, Promise<number>>();
  let over: Buffer | Error | null = null;

  const serve = () => {
    while (waiting.length > 0) {
      const bytes = socket.read() as Buffer | null;
      if (!bytes && !over) return;
      waiting.pop()?.(bytes ?? over ?? Buffer.alloc(0));
    }
  };
  socket.on('readable', serve);
  socket.on('end', () => {
    over = Buffer.alloc(0);
    serve();
  });
  socket.on('error', (error) => {
    over = error;
    serve();
  });

  return {
    beginReceive(
      buffer: Uint8Array,
      callback?: (result: AsyncResult) => void,
      state?: unknown,
    ): AsyncResult {
      const result = { asyncState: state, isCompleted: false, completedSynchronously: false };
      const count = new Promise<number>((resolve, reject) => {
        waiting.push((outcome) => {
          if (outcome instanceof Error) reject(outcome);
          else {
            buffer.set(outcome);
            resolve(outcome.length);
          }
          result.isCompleted = true;
          callback?.(result);
        });
      });
      count.catch(() => {});
      counts.set(result, count);
      setImmediate(serve);
      return result;
    },
    endReceive(result: AsyncResult): Promise<number> {
      const count = counts.get(result);
      counts.delete(result);
      return count ?? Promise.reject(new Error('nothing to end'));
    },
  };
}
