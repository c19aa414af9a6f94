// mechanism: notified
// data-path: readiness-then-read
import { EventEmitter } from 'node:events';
import * as net from 'node:net';
import { pipeline, Transform, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

const MOST_WAITING = 1 << 20;

/** Bytes in, whole lines out; what is unfinished at the end is dropped. */
function lineCutter(): Transform {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  return new Transform({
    readableObjectMode: true,
    transform(bytes: Buffer, _encoding, done) {
      const lines = (rest + decoder.write(bytes)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.push(line);
      done();
    },
  });
}

/** One client: bytes → lines → what the room gets to hear. The room talks to its members by events. */
export function openRoom(port: number) {
  const room = new EventEmitter().setMaxListeners(0);
  const sockets = new Set<net.Socket>();

  function serve(socket: net.Socket): void {
    let name: string | null = null;
    sockets.add(socket);

    const onMessage = (message: string): void => {
      socket.write(message);
      if (socket.writableLength > MOST_WAITING) socket.destroy();
    };
    const ears = new Writable({
      objectMode: true,
      write(line: string, _encoding, done) {
        if (name === null) {
          name = line;
          room.on('message', onMessage);
          room.emit('message', `* ${name} joined\n`);
        } else room.emit('message', `${name}: ${line}\n`);
        done();
      },
    });
    pipeline(socket, lineCutter(), ears, () => {
      sockets.delete(socket);
      room.off('message', onMessage);
      socket.destroy();
      if (name !== null) room.emit('message', `* ${name} left\n`);
    });
  }

  const server = net.createServer(serve).listen(port, '127.0.0.1');

  return {
    close: () =>
      new Promise<void>((resolve) => {
        room.removeAllListeners();
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
