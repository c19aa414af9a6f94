// mechanism: notified
// passes: yes
// note: a CountDownLatch whose await is a promise; ConcurrentHashMap for the results
import * as net from 'node:net';

class CountDownLatch {
  private remaining: number;
  private readonly gate = Promise.withResolvers<void>();
  public constructor(count: number) {
    this.remaining = count;
  }
  public countDown(): void {
    this.remaining -= 1;
    if (this.remaining === 0) this.gate.resolve();
  }
  public awaitZero(): Promise<void> {
    return this.gate.promise;
  }
}

class Asker {
  private readonly chunks: Buffer[] = [];
  private result: string | Error | null = null;
  public constructor(port: number, onClosed: (result: string | Error) => void) {
    const socket = net.createConnection({ host: '127.0.0.1', port, noDelay: true, keepAlive: true });
    socket.on('connect', () => socket.write('ready\n'));
    socket.on('data', (chunk) => this.chunks.push(chunk as Buffer));
    socket.on('error', (error) => (this.result = error));
    socket.on('close', () => onClosed(this.result ?? Buffer.concat(this.chunks).toString('utf8')));
  }
}

export async function collect(ports: number[]): Promise<(string | Error)[]> {
  const latch = new CountDownLatch(ports.length);
  const results = new Map<number, string | Error>();
  for (const port of ports) {
    new Asker(port, (result) => {
      results.set(port, result);
      latch.countDown();
    });
  }
  await latch.awaitZero();
  return ports.map((port) => results.get(port) as string | Error);
}
