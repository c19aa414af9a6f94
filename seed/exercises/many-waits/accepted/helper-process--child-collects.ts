// mechanism: notified
import { spawn } from 'node:child_process';
import { json } from 'node:stream/consumers';

const collector = `
  const net = require('node:net');
  const { text } = require('node:stream/consumers');
  const ask = async (port) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.write('ready\\n');
    return text(socket).then((reply) => ({ reply }), (err) => ({ error: err.message }));
  };
  Promise.all(process.argv.slice(1).map(ask)).then((all) => process.stdout.write(JSON.stringify(all)));
`;

export async function collect(ports: number[]): Promise<(string | Error)[]> {
  const child = spawn(process.execPath, ['-e', collector, ...ports.map(String)]);
  const all = (await json(child.stdout)) as { reply?: string; error?: string }[];
  return all.map(({ reply, error }) => reply ?? new Error(error));
}
