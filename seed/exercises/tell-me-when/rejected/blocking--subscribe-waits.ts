// mechanism: blocking
// fails: notified, returned-first, free, told, told-once, not-early, in-order, not-from-inside, told-of-error, cancelled
// note: subscribe itself sleeps until there is news: A waits for B
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';

const listener = `
  const net = require('node:net');
  const { createInterface } = require('node:readline');
  const { workerData: { port, bell, out } } = require('node:worker_threads');
  net.createServer((connection) => {
    createInterface({ input: connection }).on('line', (line) => {
      out.postMessage(line);
      Atomics.add(bell, 0, 1);
      Atomics.notify(bell, 0);
    });
  }).listen(port, '127.0.0.1');
`;

export function createWatcher(port: number) {
  const bell = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new MessageChannel();
  new Worker(listener, { eval: true, workerData: { port, bell, out: port2 }, transferList: [port2] });
  let seen = 0;

  return {
    subscribe(topic: string, tell: (payload: string) => void): () => void {
      for (;;) {
        Atomics.wait(bell, 0, seen);
        seen += 1;
        const { message } = receiveMessageOnPort(port1) as { message: string };
        if (!message.startsWith(`${topic} `)) continue;
        tell(message.slice(topic.length + 1));
        return () => {};
      }
    },
  };
}
