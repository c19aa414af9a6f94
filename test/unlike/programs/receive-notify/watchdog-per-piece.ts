// mechanism: notified
// passes: yes
// note: a cautious one: EventTarget, AbortSignal.any, a ten-second watchdog that every piece winds up again
import { Socket } from 'node:net';

class Progress extends Event {
  readonly bytes: Buffer;
  constructor(bytes: Buffer) {
    super('progress');
    this.bytes = bytes;
  }
}

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  const line = new EventTarget();
  const failed = new AbortController();
  const dog = new AbortController();
  const finished = new AbortController();
  const watchdog = setTimeout(() => dog.abort(new Error('ten seconds without a byte')), 10_000);
  const stop = AbortSignal.any([failed.signal, dog.signal, AbortSignal.timeout(600_000)]);
  let count = 0;

  const tell = (err: Error | null) => {
    if (finished.signal.aborted) return;
    finished.abort();
    clearTimeout(watchdog);
    done(err, count);
  };
  stop.addEventListener('abort', () => tell(stop.reason as Error), { signal: finished.signal });
  line.addEventListener('end', () => tell(null), { signal: finished.signal });
  line.addEventListener(
    'progress',
    (event) => {
      const { bytes } = event as Progress;
      buffer.set(bytes, count);
      count += bytes.length;
      watchdog.refresh();
      if (count === buffer.length) tell(null);
    },
    { signal: finished.signal },
  );

  new Socket({ fd, allowHalfOpen: true })
    .on('data', (bytes) => line.dispatchEvent(new Progress(bytes as Buffer)))
    .on('end', () => line.dispatchEvent(new Event('end')))
    .on('error', (err) => failed.abort(err));
}
