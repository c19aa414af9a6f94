// mechanism: timed-poll
// passes: no
// note: reads like a server: for (;;) { drain; await scheduler.wait(350) }
import type * as net from 'node:net';
import { scheduler } from 'node:timers/promises';

class Inbox {
  #text = '';
  constructor(socket: net.Socket) {
    socket.on('data', (bytes) => (this.#text += bytes));
  }
  *drain(): Generator<string> {
    const lines = this.#text.split('\n');
    this.#text = lines.pop() ?? '';
    yield* lines;
  }
}

export function watch(socket: net.Socket, tell: (message: string) => void): void {
  const inbox = new Inbox(socket);
  void (async () => {
    for (;;) {
      for (const line of inbox.drain()) tell(line);
      await scheduler.wait(350);
    }
  })();
}
