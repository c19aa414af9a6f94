/**
 * Asynchronous I/O, aio(7): hand over descriptor, buffer, length and how to be told; when you are told, the bytes are in the
 * buffer. On Linux glibc does it in user space, with helper threads of your own process, one request of a descriptor
 * after the other. Leave the descriptor in blocking mode: with O_NONBLOCK a request ends at once with EAGAIN. The
 * process stays alive while a request is not yet fetched with `aio_return`.
 *
 * 异步 IO，参见 aio(7)：交出描述符、缓冲区、长度和通知方式；通知到来时，数据已经在缓冲区里。在 Linux 上这是 glibc 在用户态做的，
 * 由你自己进程里的辅助线程完成，同一描述符上的请求逐个进行。描述符要保持阻塞模式：设了 O_NONBLOCK，请求会立刻以 EAGAIN 结束。
 * 请求还没有用 `aio_return` 取走结果之前，进程不会退出。
 */
declare module 'posix' {
  /**
   * How to be told: sigevent(7).
   * - SIGEV_NONE: not at all; ask with `aio_error` or wait with `aio_suspend`.
   * - SIGEV_SIGNAL: `sigev_signo` is raised; receive it with `process.on('SIGUSR2', …)`, set up beforehand. Signals of one
   *   number do not add up: one may stand for several requests, so look at all that are outstanding.
   * - SIGEV_THREAD: glibc starts a thread to call the function. There is one JavaScript thread, so the new thread waits
   *   until the event loop has run `sigev_notify_function(sigev_value)` on yours, once it is free.
   *
   * 通知方式，参见 sigevent(7)。
   * - SIGEV_NONE：不通知；用 `aio_error` 去问，或用 `aio_suspend` 去等。
   * - SIGEV_SIGNAL：发出信号 `sigev_signo`；事先用 `process.on('SIGUSR2', …)` 装好处理函数。同一信号不会累计，一个可能代表好几个
   *   请求，所以要把未完成的都查一遍。
   * - SIGEV_THREAD：glibc 新建一个线程来调用函数。运行 JavaScript 的线程只有一个，所以新线程要等到你的线程空下来、由事件循环运行
   *   `sigev_notify_function(sigev_value)`。
   */
  export type sigevent =
    | { sigev_notify: typeof SIGEV_NONE }
    | { sigev_notify: typeof SIGEV_SIGNAL; sigev_signo: number; sigev_value?: number }
    | {
        sigev_notify: typeof SIGEV_THREAD;
        sigev_notify_function: (value: number) => void;
        sigev_value?: number;
      };

  /**
   * The control block of aio(7): the ticket of one request. From `aio_read` or `aio_write` to `aio_return` it and its buffer
   * belong to the request: they are kept from garbage collection, and you must not touch them (nor detach the buffer by
   * transferring it). Change fields only between requests.
   *
   * aio(7) 的控制块，也就是一次请求的取票凭证。从 `aio_read` 或 `aio_write` 起到 `aio_return` 为止，它和缓冲区都归这次请求所有：
   * 期间不会被垃圾回收，你也不要去碰（也不要把缓冲区 transfer 走）。两次请求之间才可以改字段。
   */
  export class aiocb {
    /** Descriptor. 描述符。 */
    aio_fildes: number;
    /** Where in a file; a socket has no place. 文件中的位置；套接字没有位置。 */
    aio_offset: number;
    aio_buf: Memory | null;
    /** Length in bytes; the whole buffer when the constructor is given a buffer and no length. 字节数；构造时给了缓冲区而没给长度，就是整个缓冲区。 */
    aio_nbytes: number;
    aio_reqprio: number;
    aio_sigevent: sigevent;
    constructor(fields?: Partial<aiocb>);
  }

  /**
   * aio_read(3): asks for one read(2) and returns at once. EINVAL: the block is in use. What the read itself fails with is
   * told by `aio_error`.
   *
   * aio_read(3)：请求一次 read(2)，立刻返回。EINVAL：这个控制块正在使用。读取本身的错误由 `aio_error` 告知。
   */
  export function aio_read(block: aiocb): void;

  /**
   * aio_write(3): the same for write(2). On the same descriptor it waits behind a pending read; use `dup` for both at once.
   *
   * aio_write(3)：同上，对应 write(2)。同一描述符上有未完成的读，它就排在后面；要同时进行请用 `dup`。
   */
  export function aio_write(block: aiocb): void;

  /**
   * aio_error(3): 0 when done, EINPROGRESS while not, ECANCELED, or the error number of the read or write. It returns the
   * number and does not throw it; it throws EINVAL for a block without a request.
   *
   * aio_error(3)：完成为 0，未完成为 EINPROGRESS，被取消为 ECANCELED，否则是读写本身的错误号。错误号是返回的，不抛出；控制块没有
   * 对应的请求时抛出 EINVAL。
   */
  export function aio_error(block: aiocb): number;

  /**
   * aio_return(3): the count that read(2) or write(2) returned; throws what it failed with. To be called exactly once for
   * each request: it ends it and gives block and buffer back. While it is in progress, undefined in C, this throws
   * EINPROGRESS; a second time EINVAL.
   *
   * aio_return(3)：返回 read(2) 或 write(2) 的字节数，失败则抛出其错误。每个请求只调用一次：请求就此结束，控制块和缓冲区归还给你。
   * 请求还在进行时，C 里结果未定义，这里抛出 EINPROGRESS；再调一次抛出 EINVAL。
   */
  export function aio_return(block: aiocb): number;

  /**
   * aio_suspend(3): blocks the calling thread until one of the requests is done. EAGAIN: the time is over; EINTR, where
   * there is a time-out: a signal, possibly that of a completion. Without one it sleeps on, for Node's handlers are set up with SA_RESTART.
   * EINVAL: the list names a block whose result `aio_return` has fetched already, or that was never handed over.
   *
   * aio_suspend(3)：阻塞调用线程，直到其中一个请求完成。EAGAIN 表示超时；给了超时时间时，EINTR 表示来了信号，
   * 也可能正是完成的信号。没有超时时间，信号过后它接着睡：Node 安装处理函数时带有 SA_RESTART。
   * EINVAL 表示名单里有一个控制块，结果已经用 `aio_return` 取走，或者从来没有交出去过。
   */
  export function aio_suspend(list: readonly (aiocb | null)[], timeout?: timespec | null): void;

  /**
   * aio_cancel(3): tries to cancel one request of `fd`, or all of them. AIO_CANCELED, AIO_ALLDONE, or AIO_NOTCANCELED: a read
   * that a helper thread has already begun cannot be taken back.
   *
   * aio_cancel(3)：尝试取消 `fd` 上的一个或全部请求。返回 AIO_CANCELED、AIO_ALLDONE，或 AIO_NOTCANCELED：辅助线程已经开始的读取收不回来。
   */
  export function aio_cancel(fd: number, block?: aiocb | null): number;
}
