// mechanism: notified
import type * as net from 'node:net';
import { createInterface } from 'node:readline';

export function watch(socket: net.Socket, tell: (message: string) => void): void {
  createInterface({ input: socket }).on('line', tell);
}
