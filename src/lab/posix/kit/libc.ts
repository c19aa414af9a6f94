import koffi from 'koffi';
import { PosixError } from './posix-error.js';

/**
 * Theory of operation. The kit is a thin skin over glibc: each of its functions makes one C call, on the calling
 * thread, with real descriptors. koffi calls synchronously, so a call that blocks blocks the thread, and a look at
 * `/proc` from outside finds it asleep in that very call. Nothing here waits, retries or remembers by itself; EINTR,
 * EAGAIN and short counts go to the caller as the man pages have them.
 *
 * This directory becomes the package `posix` inside the jail. It may import koffi and its own files, nothing else.
 */
const libc = koffi.load('libc.so.6');

/** A C function; memory is passed as a view or an ArrayBuffer, NULL as null, `long` as a number. */
export type CFunction = (...values: unknown[]) => number;

/**
 * A function of glibc by its name, with the kit's one convention: −1 becomes a PosixError, made of the errno of this
 * call. `ssize_t` is `int64_t` to koffi.
 */
export function bind(name: string, result: 'int' | 'int64_t', parameters: readonly string[]): CFunction {
  const call = libc.func(name, result, [...parameters]);
  return (...values) => {
    const value = Number(call(...values));
    if (value === -1) throw new PosixError(name, koffi.errno());
    return value;
  };
}

/** For the two functions whose result says more than −1 does: aio_error(3) and aio_return(3). */
export function bindPlain(name: string, result: 'int' | 'int64_t', parameters: readonly string[]): CFunction {
  const call = libc.func(name, result, [...parameters]);
  return (...values) => Number(call(...values));
}
