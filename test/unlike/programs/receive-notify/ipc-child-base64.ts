// mechanism: notified
// passes: yes
// note: a child with an IPC channel reads the descriptor and sends base64 in JSON; one child for each message
import { spawn } from 'node:child_process';

const child = `
const fs = require('fs');
const chunk = Buffer.alloc(8192);
(function again() {
  fs.read(4, chunk, 0, chunk.length, null, (err, n) => {
    if (err) return process.send({ err: err.code });
    process.send({ b64: chunk.toString('base64', 0, n) }, () => { if (n > 0) again(); });
  });
})();
`;

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  const cp = spawn(process.execPath, ['--input-type=commonjs', '-e', child], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc', fd],
  });
  let count = 0;
  cp.on('message', (m: { err?: string; b64?: string }) => {
    if (m.err !== undefined) {
      done(new Error(m.err), count);
      cp.disconnect();
      return;
    }
    const bytes = Buffer.from(m.b64 ?? '', 'base64');
    buffer.set(bytes, count);
    count += bytes.length;
    if (bytes.length > 0 && count < buffer.length) return;
    done(null, count);
    cp.kill();
  });
}
