import type * as net from 'node:net';

/**
 * Copies what comes from `source` to `sink` until `source` ends, then ends `sink`; returns at once.
 *
 * @param source yours; while `sink` takes nothing, at most 2 MiB may have been taken from it
 * @param sink yours
 * @param done to be called once, never from inside `copy`: `(null)` when the kernel has taken the last byte and the end,
 *   `(err)` when either side breaks; then both are to be closed
 */
export declare function copy(source: net.Socket, sink: net.Socket, done: (err: Error | null) => void): void;
