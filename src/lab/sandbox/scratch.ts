import { mkdirSync, rmdirSync } from 'node:fs';
import koffi from 'koffi';
import type { Limits } from './limits.js';

/**
 * A submission's `/tmp`, mounted by the proctor: bwrap's own tmpfs has no inode limit, and without one a loop of
 * empty files takes three million inodes of kernel memory (measured) before it is stopped.
 */
const libc = koffi.load('libc.so.6');
const cMount = libc.func('int mount(str source, str target, str type, unsigned long flags, str data)');
const cUmount2 = libc.func('int umount2(str target, int flags)');

/** mount(2), umount2(2) */
const MS_NOSUID = 2;
const MS_NODEV = 4;
const MS_NOEXEC = 8;
const MNT_DETACH = 2;

function checked(call: string, result: number): void {
  if (result !== 0) throw new Error(`${call}: errno ${koffi.errno()}`);
}

let count = 0;

/** A scratch directory for one submission. */
export interface Scratch {
  /** For `submissionCommand`. */
  readonly path: string;
  /**
   * Lets go of the proctor's name for it. Call it once the jail is up (its Node has said so): the jail's own mount
   * keeps it until the last process is gone, then the kernel frees it.
   */
  release(): void;
}

/** Mounts a fresh tmpfs with limits on bytes and inodes: no set-uid, no devices, nothing executable. Throws Error with the errno. */
export function mountScratch(limits: Pick<Limits, 'scratchBytes' | 'scratchInodes'>): Scratch {
  const path = `/run/scratch-${(count += 1)}`;
  mkdirSync(path);
  const options = `size=${limits.scratchBytes},nr_inodes=${limits.scratchInodes},mode=0777`;
  checked('mount', cMount('tmpfs', path, 'tmpfs', MS_NOSUID | MS_NODEV | MS_NOEXEC, options));
  return {
    path,
    release() {
      checked('umount2', cUmount2(path, MNT_DETACH));
      rmdirSync(path);
    },
  };
}
