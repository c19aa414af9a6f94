// mechanism: notified
import * as net from 'node:net';
import { pipeline, Writable } from 'node:stream';

class Sink extends Writable {
  readonly chunks: Buffer[] = [];

  override _write(chunk: Buffer, _encoding: string, next: () => void): void {
    this.chunks.push(chunk);
    next();
  }
}

export async function collect(ports: number[]): Promise<(string | Error)[]> {
  return Promise.all(
    ports.map(
      (port) =>
        new Promise<string | Error>((resolve) => {
          const socket = net.connect(port, '127.0.0.1');
          const sink = new Sink();
          socket.end('ready\n');
          pipeline(socket, sink, (err) => resolve(err ?? Buffer.concat(sink.chunks).toString()));
        }),
    ),
  );
}
