// mechanism: notified
// passes: yes
// note: hand-made deferreds around 'readable' and write callbacks
import type * as net from 'node:net';

// Hand-made deferreds only; a heartbeat-free pump.
function deferred<T>() {
  let resolve!: (value: T) => void;
  let reject!: (why: Error) => void;
  const promise = new Promise<T>((yes, no) => ((resolve = yes), (reject = no)));
  return { promise, resolve, reject };
}

export function copy(source: net.Socket, sink: net.Socket, done: (err: Error | null) => void): void {
  const broken = deferred<never>();
  source.on('error', broken.reject);
  sink.on('error', broken.reject);
  source.on('close', () => !source.readableEnded && broken.reject(new Error('source closed')));
  sink.on('close', () => !sink.writableFinished && broken.reject(new Error('sink closed')));
  let bell = deferred<void>();
  const ring = () => bell.resolve();
  source.on('readable', ring);
  source.on('end', ring);

  const pump = async () => {
    await Promise.resolve();
    for (;;) {
      const bytes = source.read() as Buffer | null;
      if (bytes) {
        const taken = deferred<void>();
        sink.write(bytes, () => taken.resolve());
        await taken.promise;
        continue;
      }
      if (source.readableEnded) break;
      await bell.promise;
      bell = deferred<void>();
    }
    const finished = deferred<void>();
    sink.end(() => finished.resolve());
    await finished.promise;
  };
  Promise.race([pump(), broken.promise]).then(
    () => done(null),
    (err: Error) => {
      source.destroy();
      sink.destroy();
      done(err);
    },
  );
}
