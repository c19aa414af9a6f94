// An honest program: worker, file, child, socket.
import { execFile } from 'node:child_process';
import { promises as fs } from 'node:fs';
import { connect, createServer } from 'node:net';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';

const worker = new Worker("require('node:worker_threads').parentPort.postMessage('worker')", {
  eval: true,
  execArgv: [],
});
const fromWorker = new Promise((resolve) => worker.once('message', resolve));
await fs.writeFile('/tmp/clean', 'file');
const child = await promisify(execFile)(process.execPath, ['-p', '"child"']);
const server = createServer((socket) => socket.end('socket'));
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const socket = connect(server.address().port);
const fromSocket = await new Promise((resolve) => socket.once('data', (chunk) => resolve(String(chunk))));
server.close();
console.log(
  JSON.stringify([
    await fromWorker,
    await fs.readFile('/tmp/clean', 'utf8'),
    child.stdout.trim(),
    fromSocket,
  ]),
);
