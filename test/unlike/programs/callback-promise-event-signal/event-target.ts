// mechanism: notified
// passes: yes
// note: EventTarget dispatched by 'data', signal option
import { EventEmitter } from 'node:events';
import type * as net from 'node:net';
import { StringDecoder } from 'node:string_decoder';

class LineEvent extends Event {
  readonly err: Error | null;
  readonly line: string | null;
  constructor(err: Error | null, line: string | null) {
    super('turn');
    this.err = err;
    this.line = line;
  }
}

export function nextLine(socket: net.Socket) {
  const bus = new EventTarget();
  const decoder = new StringDecoder('utf8');
  let text = '';
  let dead: Error | undefined;
  const die = (why: Error) => {
    if (dead) return;
    dead = why;
    bus.dispatchEvent(new LineEvent(why, null));
  };
  socket.on('data', (bytes: Buffer) => {
    const parts = (text + decoder.write(bytes)).split('\n');
    text = parts.pop()!;
    for (const part of parts) bus.dispatchEvent(new LineEvent(null, part));
  });
  socket.once('end', () => die(new Error('end of stream')));
  socket.once('error', die);

  function wait(turn: (e: LineEvent) => void, signal?: AbortSignal): void {
    if (dead) {
      const why = dead;
      setImmediate(() => turn(new LineEvent(why, null)));
      return;
    }
    bus.addEventListener('turn', (e) => turn(e as LineEvent), { once: true, ...(signal ? { signal } : {}) });
  }
  const promised = (signal?: AbortSignal) =>
    new Promise<string>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      wait((e) => (e.err ? reject(e.err) : resolve(e.line!)), signal);
    });
  return {
    callback: (done: (err: Error | null, line: string | null) => void): void => wait((e) => done(e.err, e.line)),
    promise: () => promised(),
    events() {
      const emitter = new EventEmitter();
      wait((e) => (e.err ? emitter.emit('error', e.err) : emitter.emit('line', e.line)));
      return emitter;
    },
    cancellable: (signal: AbortSignal) => promised(signal),
  };
}
