declare module 'posix' {
  /**
   * read(2): as `recv` without flags, on any descriptor. From an eventfd or a timerfd it reads eight bytes, an unsigned
   * number in host order: `read(fd, count)` with `count = new BigUint64Array(1)`.
   *
   * read(2)：相当于不带标志的 `recv`，可用于任何描述符。对 eventfd、timerfd 一次读八字节，是主机字节序的无符号整数：用
   * `count = new BigUint64Array(1)`，然后 `read(fd, count)`。
   */
  export function read(fd: number, buffer: Memory, count?: number): number;

  /**
   * write(2): as `send` without flags, on any descriptor. To an eventfd write eight bytes, the number to add.
   *
   * write(2)：相当于不带标志的 `send`，可用于任何描述符。对 eventfd 写八字节，即要加上的数。
   */
  export function write(fd: number, buffer: Memory, count?: number): number;

  /**
   * close(2): gives the descriptor back. Its number may be handed out again by the very next call; EBADF means that it
   * was not open. Never close again after EINTR: on Linux it is closed.
   *
   * close(2)：归还描述符。这个编号可能马上又被分配出去；EBADF 表示它没有打开。遇到 EINTR 也不要再关一次：在 Linux 上它已经关了。
   */
  export function close(fd: number): void;

  /**
   * dup(2): a second descriptor of the same open file: O_NONBLOCK and O_ASYNC are shared, aio's queue is not.
   *
   * dup(2)：同一个打开文件的另一个描述符：O_NONBLOCK、O_ASYNC 是共用的，aio 的队列不是。
   */
  export function dup(oldfd: number): number;

  /**
   * pipe2(2): the reading end and the writing end. Flags: O_NONBLOCK, O_CLOEXEC.
   *
   * pipe2(2)：依次是读端和写端。标志可用 O_NONBLOCK、O_CLOEXEC。
   */
  export function pipe2(flags?: number): [number, number];

  /**
   * fcntl(2), for commands whose argument is an int. To be told by signal of readiness: F_SETOWN with `process.pid`, then
   * F_SETFL with O_ASYNC | O_NONBLOCK added; from then on SIGIO comes, and one signal may stand for many arrivals, so
   * read until EAGAIN. One that finds no listener ends the process: listen before you ask for it, and take O_ASYNC back
   * before you stop listening. Leases and directory notices are refused with EPERM.
   *
   * fcntl(2)，用于参数为 int 的命令。想让内核用信号通知就绪：先 F_SETOWN 设为 `process.pid`，再用 F_SETFL 加上
   * O_ASYNC | O_NONBLOCK；此后会收到 SIGIO，一个信号可能代表好几次到达，所以要一直读到 EAGAIN。
   * 信号来了却没有监听函数，进程就会被终止：先监听，再要求发信号；先去掉 O_ASYNC，再停止监听。租约和目录通知会以 EPERM 拒绝。
   */
  export function fcntl(fd: number, cmd: number, arg?: number): number;

  /**
   * eventfd(2): a counter in the kernel as a descriptor. `write` adds, `read` takes all (or 1 with EFD_SEMAPHORE) and
   * blocks at 0. Also what another thread wakes a poll or epoll loop with.
   *
   * eventfd(2)：一个以描述符形式出现的内核计数器。`write` 累加，`read` 全部取走（设了 EFD_SEMAPHORE 则只取 1），为 0 时阻塞。
   * 另一个线程也用它来唤醒 poll 或 epoll 循环。
   */
  export function eventfd(initval: number, flags?: number): number;

  /** A span or a point of time, see timerfd_settime(2). 时间长度或时间点，参见 timerfd_settime(2)。 */
  export interface timespec {
    tv_sec: number;
    tv_nsec: number;
  }

  /** `it_value`: first expiry, zero disarms; `it_interval`: the period, zero for once. `it_value` 首次到期，全零为停用；`it_interval` 周期，全零为只响一次。 */
  export interface itimerspec {
    it_interval: timespec;
    it_value: timespec;
  }

  /**
   * timerfd_create(2): a timer as a descriptor, readable when it has expired; `read` gives how often.
   *
   * timerfd_create(2)：以描述符形式出现的定时器，到期后可读，`read` 得到到期次数。
   */
  export function timerfd_create(clockid: number, flags?: number): number;

  /**
   * timerfd_settime(2): arms or disarms, and returns the setting from before.
   *
   * timerfd_settime(2)：启动或停用定时器，返回之前的设置。
   */
  export function timerfd_settime(fd: number, flags: number, newValue: itimerspec): itimerspec;
}
