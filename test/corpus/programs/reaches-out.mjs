// Every way off the machine, and to its services, that a program has without privileges.
import { createSocket } from 'node:dgram';
import dns from 'node:dns';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';

const [port, abstractName] = process.argv.slice(1);
const timed = async (work) => {
  const began = performance.now();
  const outcome = await work;
  return { outcome, fast: performance.now() - began < 2500 };
};
const tcp = (options) =>
  timed(
    new Promise((resolve) => {
      const socket = connect({ ...options, timeout: 5000 });
      socket.on('connect', () => resolve('reached'));
      socket.on('error', (error) => resolve(error.code));
      socket.on('timeout', () => resolve('timeout'));
    }),
  );
const udp = (host) =>
  timed(
    new Promise((resolve) => {
      const socket = createSocket('udp4').on('error', (error) => resolve(error.code));
      socket.send('x', 53, host, (error) => resolve(error ? error.code : 'sent'));
    }),
  );
const results = {
  hostLoopback: await tcp({ port: Number(port), host: '127.0.0.1' }),
  hostLoopback6: await tcp({ port: Number(port), host: '::1' }),
  hostOtherLoopback: await tcp({ port: Number(port), host: '127.0.0.53' }),
  postgres: await tcp({ port: 5432, host: 'localhost' }),
  metadata: await tcp({ port: 80, host: '169.254.169.254' }),
  metadata6: await tcp({ port: 80, host: 'fd00:ec2::254' }),
  internet: await tcp({ port: 443, host: '1.1.1.1' }),
  nameServer: await udp('8.8.8.8'),
  docker: await tcp({ path: '/var/run/docker.sock' }),
  dbus: await tcp({ path: '/run/dbus/system_bus_socket' }),
  abstractOfHost: await tcp({ path: `\0${abstractName}` }),
  lookup: await timed(
    dns.promises.lookup('example.com').then(
      () => 'resolved',
      (error) => error.code,
    ),
  ),
  resolve: await timed(
    dns.promises.resolve4('example.com').then(
      () => 'resolved',
      (error) => error.code,
    ),
  ),
  interfaces: readFileSync('/proc/self/net/dev', 'utf8')
    .match(/^\s*[^\s:|]+(?=:)/gm)
    .map((name) => name.trim()),
};
console.log(JSON.stringify(results));
process.exit(0);
