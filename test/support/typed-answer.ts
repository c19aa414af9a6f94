/** What an exercise declares, and an answer to it that is well typed: for who tests the compiler. */
export const types = `import type { Socket } from 'node:net';
export interface Options { readonly socket: Socket }
export declare function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void;
`;

export const good = `import { read } from 'node:fs';
import type { Options } from './types.js';

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  const options = null as Options | null;
  read(fd, buffer, 0, buffer.length, null, (err, count) => done(err, options === null ? count : 0));
}
`;
