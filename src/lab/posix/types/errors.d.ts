/**
 * The module `posix`: system calls of Linux and glibc's aio_*, called for real, on the thread that calls them.
 *
 * One convention holds for all of them. What succeeds returns what the man page says; where that could only be 0,
 * nothing is returned. Where C returns -1 and sets errno, a `PosixError` is thrown. Nothing is retried: EINTR and EAGAIN
 * reach you. What C has you set aside and hand over (buffers, `pollfd`, `fd_set`, `epoll_event`, `aiocb`) you hand over
 * here too, and it is filled in place. What no system call was asked to judge, such as a length beyond the end of a
 * buffer, is a RangeError or a TypeError.
 *
 * `posix` 模块：Linux 的系统调用和 glibc 的 aio_*，全部真正执行，在哪个线程调用就在哪个线程执行。
 *
 * 所有函数遵守同一条约定：成功时返回 man 手册所说的返回值，只可能是 0 的就不返回；C 里返回 -1 并设置 errno 的情况，这里抛出
 * `PosixError`。任何调用都不会替你重试，EINTR、EAGAIN 会原样交给你。C 里要由调用者准备好再传进去的东西(缓冲区、`pollfd`、`fd_set`、
 * `epoll_event`、`aiocb`)，这里同样由你准备，结果就写在原处。还没交给内核就能看出的错误，例如长度超出缓冲区，抛出 RangeError 或 TypeError。
 */
declare module 'posix' {
  /**
   * A call that failed: errno(3). `code` is the name, for example `'EAGAIN'`; `errno` the positive number; `syscall` the
   * function that failed.
   *
   * 调用失败，参见 errno(3)。`code` 是错误名，例如 `'EAGAIN'`；`errno` 是对应的正整数；`syscall` 是失败的函数名。
   *
   * @example
   * try { n = recv(fd, buffer); } catch (e) { if (!(e instanceof PosixError && e.code === 'EAGAIN')) throw e; }
   */
  export class PosixError extends Error {
    readonly name: 'PosixError';
    readonly code: string;
    readonly errno: number;
    readonly syscall: string;
    constructor(syscall: string, errno: number);
  }

  /** Any view of memory; also on a SharedArrayBuffer. 任何内存视图，也可以建立在 SharedArrayBuffer 上。 */
  export type Memory = NodeJS.ArrayBufferView;
}
