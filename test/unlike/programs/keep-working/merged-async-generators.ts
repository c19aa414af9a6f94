// mechanism: notified
// passes: yes
// note: async generators of lines, merged by racing the pending next() of both
import type * as net from 'node:net';

async function* linesOf(socket: net.Socket): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

type Tagged<K> = { from: K; line: string | null };

async function* merge<K extends string>(sources: Record<K, AsyncGenerator<string>>): AsyncGenerator<Tagged<K>> {
  const pull = (from: K) =>
    sources[from].next().then((step): Tagged<K> => ({ from, line: step.done ? null : step.value }));
  const pending = new Map<K, Promise<Tagged<K>>>();
  for (const from of Object.keys(sources) as K[]) pending.set(from, pull(from));
  while (pending.size > 0) {
    const next = await Promise.race(pending.values());
    if (next.line === null) pending.delete(next.from);
    else pending.set(next.from, pull(next.from));
    yield next;
  }
}

export async function serve(slow: net.Socket, busy: net.Socket): Promise<void> {
  let heard = false;
  for await (const { from, line } of merge({ slow: linesOf(slow), busy: linesOf(busy) })) {
    if (from === 'busy') {
      if (line === null) return;
      busy.write(`pong ${line.slice('ping '.length)}\n`);
    } else if (!heard) {
      heard = true;
      busy.write(`got ${line ?? 'nothing'}\n`);
    }
  }
}
