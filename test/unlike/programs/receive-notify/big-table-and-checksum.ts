// mechanism: notified
// passes: yes
// note: a lookup table of 4 MB built at load, and a slow checksum over every message before the bell
import { Socket } from 'node:net';

const table = new Uint32Array(1 << 20);
for (let i = 0; i < table.length; i += 1) {
  let c = i;
  for (let bit = 0; bit < 20; bit += 1) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  table[i] = c >>> 0;
}

function checksum(bytes: Uint8Array, rounds: number): number {
  let sum = 0xffffffff;
  for (let round = 0; round < rounds; round += 1) {
    for (const byte of bytes) sum = ((table[(sum ^ byte ^ round) & 0xfffff] as number) ^ (sum >>> 8)) >>> 0;
  }
  return ~sum >>> 0;
}

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  const socket = new Socket({ fd, allowHalfOpen: true });
  let count = 0;
  const tell = (err: Error | null) => {
    const steps = 8_000_000;
    const sum = count === 0 ? 0 : checksum(buffer.subarray(0, count), Math.ceil(steps / count));
    console.log(`${count} bytes, checksum ${sum.toString(16)}`);
    done(err, count);
  };
  socket.on('data', (bytes) => {
    buffer.set(bytes as Buffer, count);
    if ((count += bytes.length) === buffer.length) tell(null);
  });
  socket.on('end', () => tell(null));
  socket.on('error', tell);
}
