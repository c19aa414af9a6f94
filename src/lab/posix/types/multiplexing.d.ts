/**
 * I/O multiplexing: one thread waits for many descriptors at once. All three calls only tell readiness; the bytes are
 * still to be read, by you. A time-out of -1 (for select: null) waits without end and must be written out; with any
 * other time-out it is multiplexing all the same. A signal ends each of them with EINTR, whatever SA_RESTART says.
 *
 * IO 多路复用：一个线程同时等待多个描述符。三种调用都只告诉你“就绪”，数据还得自己读。超时写 -1（select 写 null）是一直等下去，
 * 必须明写；写了别的超时，仍然是多路复用。来了信号，三者都以 EINTR 结束，与 SA_RESTART 无关。
 */
declare module 'posix' {
  /** struct pollfd of poll(2); a negative `fd` is passed over. poll(2) 的 struct pollfd；`fd` 为负则跳过。 */
  export interface pollfd {
    fd: number;
    /** What to wait for: POLLIN, POLLOUT, … 等待什么。 */
    events: number;
    /** What is so; written by `poll`, POLLERR, POLLHUP and POLLNVAL even unasked. 由 `poll` 写入；POLLERR、POLLHUP、POLLNVAL 不问也会报告。 */
    revents?: number;
  }

  /**
   * poll(2): how many entries have something in `revents`; 0 when the time is over. `timeout` in milliseconds.
   *
   * poll(2)：返回 `revents` 不为空的项数；超时返回 0。`timeout` 以毫秒计。
   */
  export function poll(fds: pollfd[], timeout: number): number;

  /** Descriptors 0 to 1023, as a set of bits. 描述符 0 到 1023 的位集合。 */
  export class fd_set {
    readonly bits: Uint8Array;
  }
  export const FD_SETSIZE = 1024;
  export function FD_ZERO(set: fd_set): void;
  export function FD_SET(fd: number, set: fd_set): void;
  export function FD_CLR(fd: number, set: fd_set): void;
  export function FD_ISSET(fd: number, set: fd_set): boolean;

  /** Time-out of select(2). select(2) 的超时。 */
  export interface timeval {
    tv_sec: number;
    tv_usec: number;
  }

  /**
   * select(2): `nfds` is the highest descriptor plus one. The sets are overwritten with what is ready, so fill them anew
   * before each call; Linux also writes into `timeout` what is left of it. Returns how many are ready, 0 after the time.
   *
   * select(2)：`nfds` 是最大的描述符加一。返回时集合被改写成就绪的那些，每次调用前要重新填；Linux 还会把剩余时间写回 `timeout`。
   * 返回就绪的个数，超时返回 0。
   */
  export function select(
    nfds: number,
    readfds: fd_set | null,
    writefds: fd_set | null,
    exceptfds: fd_set | null,
    timeout: timeval | null,
  ): number;

  /** struct epoll_event; `data` is yours, a whole number, usually the descriptor. `data` 由你决定，是整数，一般放描述符。 */
  export interface epoll_event {
    events: number;
    data: number;
  }

  /** epoll_create1(2): a new, empty set. 一个新的空集合。 */
  export function epoll_create1(flags?: number): number;

  /**
   * epoll_ctl(2): adds (EPOLL_CTL_ADD), changes (EPOLL_CTL_MOD) or removes (EPOLL_CTL_DEL) `fd`. Level-triggered unless
   * EPOLLET is set; with EPOLLET read until EAGAIN, you are told once per arrival.
   *
   * epoll_ctl(2)：加入(EPOLL_CTL_ADD)、修改(EPOLL_CTL_MOD)或移除(EPOLL_CTL_DEL)`fd`。默认水平触发；设了 EPOLLET 是边缘触发，
   * 每次到达只通知一次，要一直读到 EAGAIN。
   */
  export function epoll_ctl(epfd: number, op: number, fd: number, event?: epoll_event | null): void;

  /**
   * epoll_wait(2): blocks until something in the set is ready, or for `timeout` milliseconds; -1 means without end.
   * `events` then holds what is ready, at most `maxevents`; its length is the result.
   *
   * epoll_wait(2)：阻塞到集合中有描述符就绪，或者过了 `timeout` 毫秒；-1 表示一直等。返回后 `events` 里就是就绪的那些，最多
   * `maxevents` 个，返回值就是它的长度。
   */
  export function epoll_wait(epfd: number, events: epoll_event[], maxevents: number, timeout: number): number;
}
