// mechanism: notified
// data-path: helper-thread
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const server = `
  const net = require('node:net');
  const { parentPort, workerData: path } = require('node:worker_threads');
  const open = new Set();
  const server = net.createServer((connection) => {
    open.add(connection);
    connection.on('close', () => open.delete(connection)).on('error', () => 0);
    let name;
    let rest = '';
    connection.on('data', (bytes) => {
      const lines = (rest + bytes).split('\\n');
      rest = lines.pop();
      for (const line of lines) {
        if (name === undefined) name = line;
        else connection.write(name + ': ' + line + '\\n');
      }
    });
  }).listen(path);
  parentPort.once('message', () => {
    server.close();
    for (const connection of open) connection.destroy();
  });
`;

/** A thread of its own does the serving; this one stays free. */
export function serve(path: string): () => Promise<void> {
  const worker = new Worker(server, { eval: true, workerData: path });
  return async () => {
    worker.postMessage('stop');
    await once(worker, 'exit');
  };
}
