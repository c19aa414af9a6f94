// mechanism: notified
// passes: yes
// note: everything is a string: latin1 in, joined, and written back as bytes at the end
import { Socket } from 'node:net';

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  let text = '';
  let told = false;
  const tell = (err: Error | null) => {
    if (told) return;
    told = true;
    const n = Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength).write(text, 'latin1');
    process.nextTick(() => done(err, n));
  };
  new Socket({ fd, allowHalfOpen: true })
    .setEncoding('latin1')
    .on('data', (s) => {
      text += s;
      if (text.length === buffer.length) tell(null);
    })
    .on('end', () => tell(null))
    .on('error', tell);
}
