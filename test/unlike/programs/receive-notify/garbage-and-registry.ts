// mechanism: notified
// passes: yes
// note: a careless allocator: two hundred thousand objects a message, weak references, a FinalizationRegistry that counts
import { Socket } from 'node:net';

class Chunk {
  readonly history: { at: number; note: string }[] = [];
  readonly bytes: Uint8Array;
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
}

let collected = 0;
const registry = new FinalizationRegistry<string>(() => (collected += 1));
const seen: WeakRef<Chunk>[] = [];

function litter(chunk: Chunk): void {
  for (let at = 0; at < 200_000; at += 1) {
    const entry = { at, note: `byte ${at % chunk.bytes.length}` };
    if (at % 100 === 0) chunk.history.push(entry);
  }
  registry.register(chunk, 'chunk');
  seen.push(new WeakRef(chunk));
}

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  const socket = new Socket({ fd, allowHalfOpen: true });
  let count = 0;
  litter(new Chunk(new Uint8Array(1024)));
  socket.on('data', (bytes) => {
    const chunk = new Chunk(new Uint8Array(bytes as Buffer));
    litter(chunk);
    buffer.set(chunk.bytes, count);
    count += chunk.bytes.length;
    if (count < buffer.length) return;
    console.log(`${collected} of ${seen.length} chunks are gone`);
    done(null, count);
  });
  socket.on('end', () => done(null, count));
  socket.on('error', (err) => done(err, count));
}
