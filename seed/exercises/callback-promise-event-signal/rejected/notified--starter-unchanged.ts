// mechanism: notified
// fails: fd-kept, not-early, others-wait, told-of-end, told-of-error, withdrawn
// note: as it was handed out
import { EventEmitter, once } from 'node:events';
import * as net from 'node:net';
import { addAbortSignal } from 'node:stream';

export function nextLine(socket: net.Socket) {
  // Four forms, each by itself. A chunk is taken for a line, nobody hears of an end or an error,
  // and whoever cancels one wait destroys the socket for all.
  return {
    callback(done: (err: Error | null, line: string | null) => void): void {
      socket.once('data', (bytes) => done(null, bytes.toString().trimEnd()));
    },
    async promise(): Promise<string> {
      const [bytes] = (await once(socket, 'data')) as [Buffer];
      return bytes.toString().trimEnd();
    },
    events(): EventEmitter {
      const emitter = new EventEmitter();
      socket.on('data', (bytes) => emitter.emit('line', bytes.toString().trimEnd()));
      return emitter;
    },
    async cancellable(signal: AbortSignal): Promise<string> {
      addAbortSignal(signal, socket);
      const [bytes] = (await once(socket, 'data')) as [Buffer];
      return bytes.toString().trimEnd();
    },
  };
}
