import { AIO_ALLDONE, EINPROGRESS, EINVAL } from './constants.js';
import { type aiocb, encodeControlBlock, functionOf } from './control-block.js';
import { longs, type timespec } from './event-descriptors.js';
import koffi from 'koffi';
import { type CFunction, bind, bindPlain } from './libc.js';
import type { Memory } from './memory.js';
import { expectNotice, forgetNotice } from './notices.js';
import { PosixError } from './posix-error.js';
import { leave, stay } from './staying.js';

/** aio(7), as glibc does it: a helper thread of this very process makes the call and then tells. */

const cRead = bind('aio_read', 'int', ['void *']);
const cWrite = bind('aio_write', 'int', ['void *']);
const cError = bindPlain('aio_error', 'int', ['void *']);
const cReturn = bindPlain('aio_return', 'int64_t', ['void *']);
const cSuspend = bind('aio_suspend', 'int', ['void *', 'int', 'void *']);
const cCancel = bind('aio_cancel', 'int', ['int', 'void *']);

/**
 * Requests from aio_read or aio_write to aio_return. That this map holds them is what keeps the collector away from
 * block and buffer while glibc has their addresses.
 */
const requests = new Map<aiocb, { readonly memory: ArrayBuffer; readonly buffer: Memory | null }>();

function submit(name: string, call: CFunction, block: aiocb): void {
  // In C this overwrites a block that glibc is using.
  if (requests.has(block)) throw new PosixError(name, EINVAL);
  const told = functionOf(block);
  const notice =
    told &&
    expectNotice(() => {
      leave();
      told();
    });
  try {
    const memory = encodeControlBlock(block, notice);
    requests.set(block, { memory, buffer: block.aio_buf });
    call(memory);
  } catch (error) {
    requests.delete(block);
    if (notice) forgetNotice(notice.value);
    throw error;
  }
  stay();
  // A notice of its own: it may come after aio_return.
  if (notice) stay();
}

function memoryOf(name: string, block: aiocb): ArrayBuffer {
  const request = requests.get(block);
  if (!request) throw new PosixError(name, EINVAL);
  return request.memory;
}

/** aio_read(3) */
export function aio_read(block: aiocb): void {
  submit('aio_read', cRead, block);
}

/** aio_write(3) */
export function aio_write(block: aiocb): void {
  submit('aio_write', cWrite, block);
}

/** aio_error(3): 0, EINPROGRESS, ECANCELED or what the call failed with */
export function aio_error(block: aiocb): number {
  return cError(memoryOf('aio_error', block));
}

/** aio_return(3): as read(2) or write(2) would have returned; ends the request */
export function aio_return(block: aiocb): number {
  const memory = memoryOf('aio_return', block);
  const error = cError(memory);
  // Undefined in C; here the block stays pinned and the caller is told.
  if (error === EINPROGRESS) throw new PosixError('aio_return', EINPROGRESS);
  const count = cReturn(memory);
  requests.delete(block);
  leave();
  if (error !== 0) throw new PosixError('aio_return', error);
  return count;
}

/** aio_suspend(3); null in the list is passed over */
export function aio_suspend(list: readonly (aiocb | null)[], timeout: timespec | null = null): void {
  const blocks = list.map((block) => (block ? memoryOf('aio_suspend', block) : null));
  const pointers = BigUint64Array.from(blocks, (memory) => (memory ? koffi.address(memory) : 0n));
  cSuspend(pointers, list.length, timeout && BigInt64Array.of(...longs('timeout', timeout)));
}

/** aio_cancel(3): AIO_CANCELED, AIO_NOTCANCELED or AIO_ALLDONE */
export function aio_cancel(fd: number, block: aiocb | null = null): number {
  if (!block) return cCancel(fd, null);
  const request = requests.get(block);
  return request ? cCancel(fd, request.memory) : AIO_ALLDONE;
}
