// mechanism: notified
// passes: yes
// note: a child blocks in read, parent told by its stdout/close event
import { spawn } from 'node:child_process';

// The child sleeps in read(0); we hear of it by its stdout.
const script = `
  const b = Buffer.alloc(80);
  const n = require('fs').readSync(0, b, 0, 80, null);
  require('fs').writeSync(1, b.subarray(0, n));
`;

export function nextLine(fd: number, tell: (line: string) => void): void {
  const child = spawn(process.execPath, ['-e', script], { stdio: [fd, 'pipe', 'inherit'] });
  let said = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  child.on('close', () => tell(said.replace(/\n$/, '')));
}
