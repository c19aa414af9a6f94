// mechanism: notified
// passes: yes
// note: counts 'close' events
import { EventEmitter } from 'node:events';
import * as net from 'node:net';

abstract class Tally extends EventEmitter {
  protected bytes = 0;
  abstract get complete(): boolean;
  protected check(): void {
    if (this.complete) this.emit('complete', this.bytes);
  }
}

class PeerTally extends Tally {
  private readonly open = new Set<net.Socket>();
  constructor(ports: readonly number[]) {
    super();
    for (const port of ports) this.open.add(this.join(port));
  }
  get complete(): boolean {
    return this.open.size === 0;
  }
  private join(port: number): net.Socket {
    const socket = net.createConnection({ port, host: '127.0.0.1' });
    socket.on('data', (b: Buffer) => {
      this.bytes += b.byteLength;
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.open.delete(socket);
      this.check();
    });
    return socket;
  }
}

export function total(ports: number[], done: (bytes: number) => void): void {
  new PeerTally(ports).once('complete', done);
}
