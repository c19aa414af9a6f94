// mechanism: notified
// passes: yes
// note: structured concurrency by hand: tasks are generators, a nursery runs them, a run queue exists only while something is ready
import { connect, type Socket } from 'node:net';

type Wait = (resume: (value: unknown) => void) => void;
type Task<T> = Generator<Wait, T, unknown>;

class Nursery {
  readonly #ready: (() => void)[] = [];
  #running = false;
  #open = 0;
  #over: () => void = () => {};

  start<T>(task: Task<T>, finished: (value: T) => void): void {
    this.#open += 1;
    const step = (value: unknown): void => {
      const turn = task.next(value);
      if (!turn.done) {
        turn.value((next) => this.#schedule(() => step(next)));
        return;
      }
      finished(turn.value);
      this.#open -= 1;
      if (this.#open === 0) this.#over();
    };
    this.#schedule(() => step(undefined));
  }

  #schedule(job: () => void): void {
    this.#ready.push(job);
    if (this.#running) return;
    this.#running = true;
    queueMicrotask(() => {
      for (let next = this.#ready.shift(); next; next = this.#ready.shift()) next();
      this.#running = false;
    });
  }

  join(): Promise<void> {
    return new Promise((resolve) => (this.#over = resolve));
  }
}

type What = { what: 'connect' | 'close' } | { what: 'data'; text: string } | { what: 'error'; error: Error };

const nextEvent =
  (socket: Socket): Wait =>
  (resume) => {
    const settle = (value: What) => {
      socket.off('connect', onConnect).off('data', onData).off('error', onError).off('close', onClose);
      if (value.what === 'error') socket.on('error', () => {});
      socket.pause();
      resume(value);
    };
    const onConnect = () => settle({ what: 'connect' });
    const onData = (bytes: Buffer) => settle({ what: 'data', text: bytes.toString() });
    const onError = (error: Error) => settle({ what: 'error', error });
    const onClose = () => settle({ what: 'close' });
    socket.on('connect', onConnect).on('data', onData).on('error', onError).on('close', onClose);
    socket.resume();
  };

function* ask(port: number): Task<string | Error> {
  const socket = connect(port, '127.0.0.1');
  let reply = '';
  for (;;) {
    const event = (yield nextEvent(socket)) as What;
    if (event.what === 'connect') socket.write('ready\n');
    else if (event.what === 'data') reply += event.text;
    else return event.what === 'error' ? event.error : reply;
  }
}

export async function collect(ports: number[]): Promise<(string | Error)[]> {
  const nursery = new Nursery();
  const replies = new Array<string | Error>(ports.length);
  ports.forEach((port, i) => nursery.start(ask(port), (reply) => (replies[i] = reply)));
  await nursery.join();
  return replies;
}
