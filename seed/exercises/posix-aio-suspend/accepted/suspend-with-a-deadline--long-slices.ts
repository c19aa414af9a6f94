// data-path: aio
// note: a time-out of a minute on each wait, which never comes to pass
import { aiocb, aio_error, aio_read, aio_return, aio_suspend, EINPROGRESS, PosixError } from 'posix';

type Slot = { block: aiocb; room: Uint8Array; at: number };
const slots: Slot[] = [];
const slotOf = (fd: number): Slot | undefined => slots.find(({ block }) => block.aio_fildes === fd);

function begin(slot: Slot): void {
  slot.block.aio_buf = slot.room.subarray(slot.at);
  slot.block.aio_nbytes = slot.room.length - slot.at;
  aio_read(slot.block);
}

export function race(fds: number[], buffer: Uint8Array): number {
  for (const fd of fds) {
    if (slotOf(fd)) continue;
    const slot: Slot = { block: new aiocb({ aio_fildes: fd }), room: new Uint8Array(buffer.length), at: 0 };
    slots.push(slot);
    begin(slot);
  }
  for (;;) {
    try {
      aio_suspend(
        slots.map(({ block }) => block),
        { tv_sec: 60, tv_nsec: 0 },
      );
    } catch (error) {
      if (error instanceof PosixError && error.code === 'EAGAIN') continue;
      throw error;
    }
    for (const slot of [...slots]) {
      if (aio_error(slot.block) === EINPROGRESS) continue;
      slot.at += aio_return(slot.block);
      if (slot.at < slot.room.length) {
        begin(slot);
        continue;
      }
      slots.splice(slots.indexOf(slot), 1);
      buffer.set(slot.room);
      return fds.indexOf(slot.block.aio_fildes);
    }
  }
}
