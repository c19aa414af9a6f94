import koffi from 'koffi';
import { type Memory, integer, lengthWithin, littleEndian } from './memory.js';
import { SIGEV_NONE, SIGEV_SIGNAL, SIGEV_THREAD } from './constants.js';

/** How the end of a request is told: sigevent(7). */
export type sigevent =
  | { sigev_notify: typeof SIGEV_NONE }
  | { sigev_notify: typeof SIGEV_SIGNAL; sigev_signo: number; sigev_value?: number }
  | {
      sigev_notify: typeof SIGEV_THREAD;
      sigev_notify_function: (value: number) => void;
      sigev_value?: number;
    };

/** The asynchronous I/O control block of aio(7), as a program fills it. */
export class aiocb {
  aio_fildes = -1;
  aio_offset = 0;
  aio_buf: Memory | null = null;
  aio_nbytes = 0;
  aio_reqprio = 0;
  aio_sigevent: sigevent = { sigev_notify: SIGEV_NONE };

  constructor(fields: Partial<aiocb> = {}) {
    Object.assign(this, fields);
    if (fields.aio_buf && fields.aio_nbytes === undefined) this.aio_nbytes = fields.aio_buf.byteLength;
  }
}

/** struct aiocb of glibc on x86_64, <bits/types/struct_aiocb.h>; the places were measured with offsetof. */
const AIOCB_BYTES = 168;
const at = {
  aio_fildes: 0,
  aio_reqprio: 8,
  aio_buf: 16,
  aio_nbytes: 24,
  sigev_value: 32,
  sigev_signo: 40,
  sigev_notify: 44,
  sigev_notify_function: 48,
  aio_offset: 128,
} as const;

/** Where glibc calls when SIGEV_THREAD was asked for, and with what. */
export interface ThreadNotice {
  readonly function: bigint;
  readonly value: number;
}

/**
 * The block as glibc wants it, in memory that does not move: an ArrayBuffer of this size lies outside V8's heap, and
 * so does a view's once its address was asked for. Both must be kept reachable while a request is under way.
 * @throws RangeError or TypeError for what cannot be put into the struct
 */
export function encodeControlBlock(block: aiocb, thread: ThreadNotice | null): ArrayBuffer {
  const { aio_buf: buffer, aio_sigevent: event } = block;
  if (!buffer) throw new TypeError('aio_buf must be a Uint8Array or another view');
  const memory = new ArrayBuffer(AIOCB_BYTES);
  const view = new DataView(memory);
  view.setInt32(at.aio_fildes, integer('aio_fildes', block.aio_fildes, -1, 2 ** 31 - 1), littleEndian);
  view.setInt32(
    at.aio_reqprio,
    integer('aio_reqprio', block.aio_reqprio, -(2 ** 31), 2 ** 31 - 1),
    littleEndian,
  );
  view.setBigUint64(at.aio_buf, koffi.address(buffer), littleEndian);
  view.setBigUint64(at.aio_nbytes, BigInt(lengthWithin(buffer, block.aio_nbytes)), littleEndian);
  view.setBigInt64(at.aio_offset, BigInt(block.aio_offset), littleEndian);
  view.setInt32(
    at.sigev_notify,
    integer('sigev_notify', event.sigev_notify, SIGEV_SIGNAL, SIGEV_THREAD),
    littleEndian,
  );
  if ('sigev_signo' in event) {
    view.setInt32(at.sigev_signo, integer('sigev_signo', event.sigev_signo, 1, 64), littleEndian);
    view.setBigInt64(at.sigev_value, BigInt(event.sigev_value ?? 0), littleEndian);
  }
  if (thread) {
    view.setBigInt64(at.sigev_value, BigInt(thread.value), littleEndian);
    view.setBigUint64(at.sigev_notify_function, thread.function, littleEndian);
  }
  return memory;
}

/** What a block asks to have called, or null. @throws TypeError when it asks for a call of nothing */
export function functionOf({ aio_sigevent: event }: aiocb): (() => void) | null {
  if (event.sigev_notify !== SIGEV_THREAD) return null;
  if (typeof event.sigev_notify_function !== 'function')
    throw new TypeError('SIGEV_THREAD needs a sigev_notify_function');
  const { sigev_notify_function: call, sigev_value: value = 0 } = event;
  return () => call(value);
}
