declare module 'posix' {
  /**
   * An IPv4 address and a port in host order; all peers are on `127.0.0.1`. See ip(7).
   *
   * IPv4 地址和主机字节序的端口；所有对端都在 `127.0.0.1` 上。参见 ip(7)。
   */
  export interface sockaddr_in {
    address: string;
    port: number;
  }

  /**
   * socket(2): makes an endpoint and returns its descriptor, in blocking mode unless `type` has SOCK_NONBLOCK. Here
   * there are stream sockets of AF_INET, and all kinds of AF_UNIX; others are EAFNOSUPPORT or ESOCKTNOSUPPORT.
   *
   * socket(2)：创建一个端点，返回它的描述符；`type` 里没有 SOCK_NONBLOCK 就是阻塞模式。这里可用的是 AF_INET 的流式套接字和
   * AF_UNIX 的各种套接字，其余报 EAFNOSUPPORT 或 ESOCKTNOSUPPORT。
   */
  export function socket(domain: number, type: number, protocol?: number): number;

  /**
   * socketpair(2): two connected sockets of AF_UNIX.
   *
   * socketpair(2)：一对已经互相连接的 AF_UNIX 套接字。
   */
  export function socketpair(domain: number, type: number, protocol?: number): [number, number];

  /**
   * connect(2): blocks until the connection stands. ECONNREFUSED: nobody listens there. With O_NONBLOCK it fails at once
   * with EINPROGRESS; the socket becomes writable when the outcome is known, and SO_ERROR then tells it. After EINTR
   * the attempt goes on as well: do not connect again, wait for writability.
   *
   * connect(2)：阻塞到连接建立为止。ECONNREFUSED 表示那里没有人监听。设了 O_NONBLOCK 会立刻以 EINPROGRESS 失败；结果出来时
   * 套接字变为可写，再用 SO_ERROR 取得结果。被 EINTR 打断后连接仍在继续：不要再 connect 一次，等它可写即可。
   */
  export function connect(sockfd: number, to: sockaddr_in): void;

  /**
   * bind(2): gives the socket an address. Port 0 lets the kernel choose; `getsockname` tells which.
   *
   * bind(2)：给套接字指定地址。端口写 0 由内核挑选，再用 `getsockname` 查看。
   */
  export function bind(sockfd: number, at: sockaddr_in): void;

  /**
   * listen(2): from now on connections are taken; at most `backlog` of them wait for `accept`.
   *
   * listen(2)：开始接受连接，最多有 `backlog` 个排队等待 `accept`。
   */
  export function listen(sockfd: number, backlog: number): void;

  /**
   * accept(2): takes the first waiting connection and returns a new descriptor, always in blocking mode; blocks while
   * there is none, or fails with EAGAIN if the listener is non-blocking. `from` is filled with the peer's address.
   *
   * accept(2)：取出排在最前的连接，返回一个新的描述符，总是阻塞模式；没有连接时阻塞，监听套接字是非阻塞的则报 EAGAIN。给了 `from`
   * 就把对端地址写进去。
   */
  export function accept(sockfd: number, from?: Partial<sockaddr_in>): number;

  /**
   * shutdown(2): SHUT_WR is the half-close: the peer sees end of stream, and you can still read.
   *
   * shutdown(2)：SHUT_WR 是半关闭：对端读到流末尾，而你还可以继续读。
   */
  export function shutdown(sockfd: number, how: number): void;

  /** getsockname(2): the socket's own address. 套接字自己的地址。 */
  export function getsockname(sockfd: number): sockaddr_in;

  /** getpeername(2): the other end's address. 对端的地址。 */
  export function getpeername(sockfd: number): sockaddr_in;

  /**
   * getsockopt(2), for options whose value is an int; see socket(7) and tcp(7). SO_ERROR is cleared by being read.
   *
   * getsockopt(2)，用于值为 int 的选项，参见 socket(7)、tcp(7)。SO_ERROR 读一次就清零。
   */
  export function getsockopt(sockfd: number, level: number, optname: number): number;

  /**
   * setsockopt(2): a number is passed as an int, a view as the struct that it holds. SO_RCVTIMEO and SO_SNDTIMEO are
   * refused with EPERM: a time-out must be visible in the call that waits (`poll`, `select`, `epoll_wait`) or be a
   * descriptor (`timerfd_create`).
   *
   * setsockopt(2)：传数字就按 int 传递，传视图就按其中的结构体传递。SO_RCVTIMEO、SO_SNDTIMEO 会以 EPERM 拒绝：超时要么写在等待的
   * 调用里(`poll`、`select`、`epoll_wait`)，要么是一个描述符(`timerfd_create`)，这样才看得见。
   */
  export function setsockopt(sockfd: number, level: number, optname: number, value: number | Memory): void;

  /**
   * recv(2): moves what is in the receive buffer, `length` bytes at most, into `buffer`, and returns how many: often
   * fewer than asked for. 0 is end of stream. With nothing there it blocks; a non-blocking socket, or MSG_DONTWAIT,
   * fails with EAGAIN instead. A signal does not end the wait: Node’s handlers are set up with SA_RESTART.
   *
   * recv(2)：把接收缓冲区里的数据搬进 `buffer`，最多 `length` 字节，返回实际搬了多少，常常少于所要求的。返回 0 是流末尾。
   * 没有数据时阻塞；非阻塞套接字或带 MSG_DONTWAIT 则报 EAGAIN。来了信号也接着等：Node 安装处理函数时带有 SA_RESTART。
   *
   * @param length `buffer.byteLength` unless given. 不写就是 `buffer.byteLength`。
   */
  export function recv(sockfd: number, buffer: Memory, length?: number, flags?: number): number;

  /**
   * send(2): copies bytes into the send buffer and returns how many it took; that says nothing of whether the peer has
   * read them. Blocks while the buffer is full; non-blocking it takes what fits, or fails with EAGAIN. EPIPE: the
   * connection is no longer open for sending (Node ignores SIGPIPE).
   *
   * send(2)：把数据拷贝进发送缓冲区，返回拷贝了多少字节；这并不表示对端已经读到。缓冲区满时阻塞；非阻塞时能放多少放多少，一点也
   * 放不下就报 EAGAIN。EPIPE 表示这一端已经不能再发送（Node 忽略 SIGPIPE）。
   */
  export function send(sockfd: number, buffer: Memory, length?: number, flags?: number): number;
}
