// mechanism: notified
// passes: yes
// note: a Windows programmer: one completion port for all requests; SIGEV_THREAD posts to it, a promise dequeues
import { aio_error, aio_read, aio_return, aiocb, EINPROGRESS, SIGEV_THREAD } from 'posix';

interface Completion {
  readonly key: number;
  readonly transferred: number;
  readonly status: number;
}

class CompletionPort {
  readonly #packets: Completion[] = [];
  readonly #threads: ((packet: Completion) => void)[] = [];
  post(packet: Completion): void {
    const thread = this.#threads.shift();
    if (thread) thread(packet);
    else this.#packets.push(packet);
  }
  getQueuedCompletionStatus(): Promise<Completion> {
    const packet = this.#packets.shift();
    return packet ? Promise.resolve(packet) : new Promise((resolve) => this.#threads.push(resolve));
  }
}

const port = new CompletionPort();
const requests = new Map<number, (err: Error | null, count: number) => void>();
let lastKey = 0;

void (async function pump(): Promise<void> {
  for (;;) {
    const { key, transferred, status } = await port.getQueuedCompletionStatus();
    const done = requests.get(key);
    requests.delete(key);
    done?.(status === 0 ? null : new Error(`errno ${status}`), transferred);
  }
})();

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  const key = (lastKey += 1);
  requests.set(key, done);
  const block: aiocb = new aiocb({
    aio_fildes: fd,
    aio_buf: buffer,
    aio_sigevent: {
      sigev_notify: SIGEV_THREAD,
      sigev_notify_function: () => {
        const status = aio_error(block);
        if (status === EINPROGRESS) return;
        port.post({ key, status, transferred: status === 0 ? aio_return(block) : 0 });
      },
    },
  });
  aio_read(block);
}
