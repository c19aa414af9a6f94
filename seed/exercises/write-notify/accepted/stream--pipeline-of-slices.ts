// mechanism: notified
import * as net from 'node:net';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

function* slices(data: Uint8Array, size = 65_536): Generator<Uint8Array> {
  for (let at = 0; at < data.length; at += size) yield data.subarray(at, at + size);
}

export function send(fd: number, data: Uint8Array, done: (err: Error | null) => void): void {
  const socket = new net.Socket({ fd, readable: false });
  socket.on('error', () => {}); // every write hears of it too
  const intoKernel = new Writable({
    write: (slice: Uint8Array, _encoding, taken) => void socket.write(slice, taken),
  });
  pipeline(Readable.from(slices(data)), intoKernel).then(() => done(null), done);
}
