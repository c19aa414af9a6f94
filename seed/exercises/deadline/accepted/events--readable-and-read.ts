// mechanism: notified
// note: never flows: what is not read stays in the socket
import type * as net from 'node:net';

class Wait {
  private text = '';
  private readonly timer: NodeJS.Timeout;
  private readonly socket: net.Socket;
  private readonly done: (err: Error | null, line: string | null) => void;

  constructor(socket: net.Socket, ms: number, done: (err: Error | null, line: string | null) => void) {
    this.socket = socket;
    this.done = done;
    this.timer = setTimeout(() => this.finish(new Error('timeout'), null), ms);
    socket.on('readable', this.look).on('end', this.ended).on('error', this.failed);
    // What is there already brings no event of its own.
    if (socket.readableLength > 0) setImmediate(this.look);
  }

  private readonly look = (): void => {
    for (let bytes = this.socket.read(); bytes !== null; bytes = this.socket.read()) {
      this.text += String(bytes);
      const end = this.text.indexOf('\n');
      if (end >= 0) return this.finish(null, this.text.slice(0, end));
    }
  };
  private readonly ended = (): void => this.finish(new Error('ended'), null);
  private readonly failed = (err: Error): void => this.finish(err, null);

  private finish(err: Error | null, line: string | null): void {
    clearTimeout(this.timer);
    this.socket.off('readable', this.look).off('end', this.ended).off('error', this.failed);
    this.done(err, line);
  }
}

export function lineWithin(
  socket: net.Socket,
  ms: number,
  done: (err: Error | null, line: string | null) => void,
): void {
  void new Wait(socket, ms, done);
}
