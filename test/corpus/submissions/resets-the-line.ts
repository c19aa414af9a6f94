import { Socket } from 'node:net';

export function receive(fd: number): void {
  new Socket({ fd, readable: true, writable: true }).resetAndDestroy();
}
