// mechanism: busy-poll
// passes: no
// note: a scheduler of generators: each yields when it has nothing to do, and the trampoline comes round again by setImmediate
import type * as net from 'node:net';

class Mailbox {
  readonly #lines: string[] = [];
  ended = false;
  #rest = '';
  constructor(socket: net.Socket) {
    socket.on('data', (bytes) => {
      const lines = (this.#rest + bytes).split('\n');
      this.#rest = lines.pop() ?? '';
      this.#lines.push(...lines);
    });
    socket.on('end', () => (this.ended = true));
  }
  next(): string | undefined {
    return this.#lines.shift();
  }
}

function* pinger(box: Mailbox, say: (text: string) => void): Generator<void> {
  for (;;) {
    for (let line = box.next(); line !== undefined; line = box.next()) say(line.replace('ping', 'pong'));
    if (box.ended) return;
    yield;
  }
}

function* forwarder(box: Mailbox, say: (text: string) => void): Generator<void> {
  for (;;) {
    const line = box.next();
    if (line !== undefined) return say(`got ${line}`);
    if (box.ended) return say('got nothing');
    yield;
  }
}

export function serve(slow: net.Socket, busy: net.Socket): Promise<void> {
  const say = (text: string) => void busy.write(`${text}\n`);
  const main = pinger(new Mailbox(busy), say);
  const tasks = new Set<Generator<void>>([main, forwarder(new Mailbox(slow), say)]);
  return new Promise((resolve) => {
    const bounce = () => {
      for (const task of tasks) {
        if (!task.next().done) continue;
        tasks.delete(task);
        if (task === main) return resolve();
      }
      setImmediate(bounce);
    };
    setImmediate(bounce);
  });
}
