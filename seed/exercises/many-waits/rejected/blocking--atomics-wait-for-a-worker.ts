// mechanism: blocking
// fails: notified, returned-first, idle, free, overlap, told, right-bytes, told-of-error, nothing-left-open
// note: the worker waits for all fifty, and the main thread sleeps in Atomics.wait until it has them
import { receiveMessageOnPort, MessageChannel, Worker } from 'node:worker_threads';

const collector = `
  const net = require('node:net');
  const { text } = require('node:stream/consumers');
  const { workerData: { ports, bell, port } } = require('node:worker_threads');

  function ask(port) {
    const socket = net.connect(port, '127.0.0.1');
    socket.write('ready\\n');
    return text(socket).catch((err) => new Error(err.message));
  }

  Promise.all(ports.map(ask)).then((replies) => {
    port.postMessage(replies);
    Atomics.store(bell, 0, 1);
    Atomics.notify(bell, 0);
  });
`;

export async function collect(ports: number[]): Promise<(string | Error)[]> {
  const bell = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new MessageChannel();
  new Worker(collector, { eval: true, workerData: { ports, bell, port: port2 }, transferList: [port2] });

  Atomics.wait(bell, 0, 0);
  const received = receiveMessageOnPort(port1) as { message: (string | Error)[] };
  return received.message;
}
