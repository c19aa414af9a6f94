// mechanism: notified
// passes: yes
// note: an observability person: request ids in AsyncLocalStorage, AsyncResource.bind, diagnostics channels, performance marks
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { channel } from 'node:diagnostics_channel';
import { read } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';

interface Context {
  readonly id: string;
  readonly spans: string[];
  count: number;
}
const storage = new AsyncLocalStorage<Context>();
const finished = channel('receive:finished');
finished.subscribe((message) => console.log(JSON.stringify(message)));
const readAsync = promisify(read);

async function span<T>(name: string, work: () => Promise<T>): Promise<T> {
  const context = storage.getStore();
  performance.mark(`${context?.id}:${name}:start`);
  try {
    return await work();
  } finally {
    performance.mark(`${context?.id}:${name}:end`);
    performance.measure(name, `${context?.id}:${name}:start`, `${context?.id}:${name}:end`);
    context?.spans.push(name);
  }
}

let requests = 0;

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  const bound = AsyncResource.bind(done);
  const context: Context = { id: `r${(requests += 1)}`, spans: [], count: 0 };
  storage.run(context, async () => {
    try {
      while (context.count < buffer.length) {
        const { bytesRead } = await span('read', () =>
          readAsync(fd, buffer, context.count, buffer.length - context.count, null),
        );
        if (bytesRead === 0) break;
        context.count += bytesRead;
      }
      finished.publish({ ...storage.getStore() });
      bound(null, context.count);
    } catch (err) {
      finished.publish({ ...storage.getStore(), err });
      bound(err as Error, context.count);
    }
  });
}
