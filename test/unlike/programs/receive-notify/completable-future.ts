// mechanism: notified
// passes: yes
// note: twenty years of Java: a CompletableFuture, a LinkedBlockingQueue that hands out futures, listeners as objects
import { Socket } from 'node:net';

interface Consumer<T> {
  accept(value: T): void;
}

class CompletableFuture<T> {
  private readonly waiting: Consumer<T>[] = [];
  private state: { readonly value: T } | null = null;

  public complete(value: T): boolean {
    if (this.state !== null) return false;
    this.state = { value };
    for (const consumer of this.waiting.splice(0)) consumer.accept(value);
    return true;
  }

  public thenAccept(action: (value: T) => void): this {
    if (this.state !== null) action(this.state.value);
    else this.waiting.push({ accept: action });
    return this;
  }

  public thenCompose<U>(next: (value: T) => CompletableFuture<U>): CompletableFuture<U> {
    const result = new CompletableFuture<U>();
    this.thenAccept((value) => next(value).thenAccept((inner) => result.complete(inner)));
    return result;
  }
}

class LinkedBlockingQueue<T> {
  private readonly items: T[] = [];
  private readonly takers: CompletableFuture<T>[] = [];

  public put(item: T): void {
    const taker = this.takers.shift();
    if (taker === undefined) this.items.push(item);
    else taker.complete(item);
  }

  public take(): CompletableFuture<T> {
    const future = new CompletableFuture<T>();
    const item = this.items.shift();
    if (item === undefined) this.takers.push(future);
    else future.complete(item);
    return future;
  }
}

abstract class Event {
  public abstract readonly terminal: boolean;
}
class BytesEvent extends Event {
  public readonly terminal = false;
  public readonly bytes: Uint8Array;
  public constructor(bytes: Uint8Array) {
    super();
    this.bytes = bytes;
  }
}
class EndEvent extends Event {
  public readonly terminal = true;
}
class FailureEvent extends Event {
  public readonly terminal = true;
  public readonly cause: Error;
  public constructor(cause: Error) {
    super();
    this.cause = cause;
  }
}

class ReceiverService {
  private readonly queue = new LinkedBlockingQueue<Event>();
  private readonly target: Uint8Array;
  private filled = 0;

  public constructor(fd: number, target: Uint8Array) {
    this.target = target;
    const socket = new Socket({ fd, allowHalfOpen: true });
    socket.on('data', (bytes: Buffer) => this.queue.put(new BytesEvent(bytes)));
    socket.on('end', () => this.queue.put(new EndEvent()));
    socket.on('error', (cause: Error) => this.queue.put(new FailureEvent(cause)));
  }

  public run(): CompletableFuture<{ error: Error | null; count: number }> {
    return this.queue.take().thenCompose((event) => {
      if (event instanceof BytesEvent) {
        this.target.set(event.bytes, this.filled);
        this.filled += event.bytes.length;
      }
      if (!event.terminal && this.filled < this.target.length) return this.run();
      const error = event instanceof FailureEvent ? event.cause : null;
      const result = new CompletableFuture<{ error: Error | null; count: number }>();
      result.complete({ error, count: this.filled });
      return result;
    });
  }
}

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  const service: ReceiverService = new ReceiverService(fd, buffer);
  service.run().thenAccept((result) => done(result.error, result.count));
}
