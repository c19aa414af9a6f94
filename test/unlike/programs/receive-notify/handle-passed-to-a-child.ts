// mechanism: notified
// passes: yes
// note: the socket itself travels to one long-lived child over IPC, and stays open here too
import { type ChildProcess, spawn } from 'node:child_process';
import { Socket } from 'node:net';

const other = `
process.on('message', ({ job }, socket) => {
  socket.on('data', (b) => process.send({ job, b64: b.toString('base64') }));
  socket.on('end', () => process.send({ job, end: true }));
  socket.on('error', (e) => process.send({ job, error: e.message }));
  socket.resume();
});
`;
interface Note {
  job: number;
  b64?: string;
  end?: boolean;
  error?: string;
}
let reader: ChildProcess | undefined;
const jobs: ((note: Note) => void)[] = [];

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  if (!reader) {
    reader = spawn(process.execPath, ['--input-type=commonjs', '-e', other], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    reader.on('message', (note: Note) => jobs[note.job]?.(note));
  }
  let count = 0;
  let open = true;
  const finish = (err: Error | null) => {
    if (!open) return;
    open = false;
    done(err, count);
  };
  const job = jobs.push((note) => {
    if (note.error !== undefined) return finish(new Error(note.error));
    if (note.end) return finish(null);
    count += Buffer.from(note.b64 ?? '', 'base64').copy(buffer, count);
    if (count === buffer.length) finish(null);
  });
  const socket = new Socket({ fd, readable: false, allowHalfOpen: true });
  reader.send({ job: job - 1 }, socket, { keepOpen: true });
}
