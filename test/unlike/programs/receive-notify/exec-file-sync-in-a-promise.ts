// mechanism: blocking
// passes: no
// note: a shell person: execFileSync runs a little cat on the descriptor; the promise around it changes nothing
import { execFileSync } from 'node:child_process';

const cat = `
const { readSync, writeSync } = require('fs');
const b = Buffer.alloc(65536);
let left = Number(process.argv[1]);
while (left > 0) { const n = readSync(0, b, 0, Math.min(left, b.length), null); if (n === 0) break; writeSync(1, b, 0, n); left -= n; }
`;

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  Promise.resolve()
    .then(() => execFileSync(process.execPath, ['-e', cat, String(buffer.length)], { stdio: [fd, 'pipe', 'inherit'] }))
    .then(
      (out) => {
        buffer.set(out);
        done(null, out.length);
      },
      (err: Error) => done(err, 0),
    );
}
