// mechanism: notified
import { on, once } from 'node:events';
import * as net from 'node:net';

async function* linesOf(connection: net.Socket): AsyncGenerator<string> {
  let rest = '';
  for await (const text of connection.setEncoding('utf8')) {
    rest += String(text);
    for (let at = rest.indexOf('\n'); at >= 0; at = rest.indexOf('\n')) {
      yield rest.slice(0, at);
      rest = rest.slice(at + 1);
    }
  }
}

async function talkTo(connection: net.Socket): Promise<void> {
  const lines = linesOf(connection);
  const { value: name, done } = await lines.next();
  if (done) return;
  for await (const question of lines) connection.write(`${name}: ${question}\n`);
}

export function serve(path: string): () => Promise<void> {
  const server = net.createServer().listen(path);
  const open = new Set<net.Socket>();
  const stopped = new AbortController();

  async function acceptAll(): Promise<void> {
    for await (const [connection] of on(server, 'connection', { signal: stopped.signal })) {
      const peer = connection as net.Socket;
      open.add(peer);
      peer.once('close', () => open.delete(peer));
      peer.on('error', () => peer.destroy());
      // Started, not awaited: the next peer is not kept waiting.
      talkTo(peer).catch(() => peer.destroy());
    }
  }
  acceptAll().catch(() => 0);

  return async () => {
    stopped.abort();
    const closed = once(server, 'close');
    server.close();
    for (const peer of open) peer.destroy();
    await closed;
  };
}
