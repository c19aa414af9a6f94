// note: EventLoop, Poller and Channel as classes; the poller fills in what is ready, the channel calls
import * as p from 'posix';

class Channel {
  readonly #loop: EventLoop;
  readonly fd: number;
  interest = 0;
  ready = 0;
  inSet = false;
  #read: () => void = () => undefined;
  #write: () => void = () => undefined;

  constructor(loop: EventLoop, fd: number) {
    this.#loop = loop;
    this.fd = fd;
  }

  setReadCallback(callback: () => void): void {
    this.#read = callback;
  }

  setWriteCallback(callback: () => void): void {
    this.#write = callback;
  }

  enableReading(): void {
    this.#want(this.interest | p.EPOLLIN);
  }

  disableReading(): void {
    this.#want(this.interest & ~p.EPOLLIN);
  }

  enableWriting(): void {
    this.#want(this.interest | p.EPOLLOUT);
  }

  disableWriting(): void {
    this.#want(this.interest & ~p.EPOLLOUT);
  }

  handleEvent(): void {
    // What an earlier handler of this pass has taken back does not count.
    if (this.#is(p.EPOLLIN)) this.#read();
    if (this.#is(p.EPOLLOUT)) this.#write();
  }

  #is(kind: number): boolean {
    return (this.interest & kind) !== 0 && (this.ready & (kind | p.EPOLLERR | p.EPOLLHUP)) !== 0;
  }

  #want(interest: number): void {
    this.interest = interest;
    this.#loop.updateChannel(this);
  }
}

class Poller {
  readonly #set = p.epoll_create1();
  readonly #channels: Channel[] = [];
  #events: p.epoll_event[] = [];

  poll(): Channel[] {
    p.epoll_wait(this.#set, this.#events, 64, -1);
    return this.#events.map(({ events, data }) => {
      const channel = this.#channels[data]!;
      channel.ready = events;
      return channel;
    });
  }

  update(channel: Channel): void {
    const { fd, interest } = channel;
    if (interest === 0) {
      if (channel.inSet) p.epoll_ctl(this.#set, p.EPOLL_CTL_DEL, fd);
      channel.inSet = false;
      return;
    }
    this.#channels[fd] = channel;
    p.epoll_ctl(this.#set, channel.inSet ? p.EPOLL_CTL_MOD : p.EPOLL_CTL_ADD, fd, { events: interest, data: fd });
    channel.inSet = true;
  }

  close(): void {
    p.close(this.#set);
  }
}

class EventLoop {
  readonly #poller = new Poller();
  #quit = false;

  channel(fd: number): Channel {
    return new Channel(this, fd);
  }

  updateChannel(channel: Channel): void {
    this.#poller.update(channel);
  }

  loop(): void {
    for (this.#quit = false; !this.#quit;) for (const channel of this.#poller.poll()) channel.handleEvent();
  }

  quit(): void {
    this.#quit = true;
  }

  close(): void {
    this.#poller.close();
  }
}

export function createLoop(): EventLoop {
  return new EventLoop();
}
