// mechanism: notified
// passes: yes
// note: events.on turns the emitter into an async iterator that ends with 'end' and throws with 'error'
import { on } from 'node:events';
import { Socket } from 'node:net';

export const receive = async (
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): Promise<void> => {
  const socket = new Socket({ fd, allowHalfOpen: true });
  let count = 0;
  let failure: Error | null = null;
  try {
    for await (const [chunk] of on(socket, 'data', { close: ['end'] })) {
      count += (chunk as Buffer).copy(buffer, count);
      if (count >= buffer.length) break;
    }
  } catch (e) {
    failure = e as Error;
  }
  done(failure, count);
};
