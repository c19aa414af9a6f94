// mechanism: notified
// passes: yes
// note: who misses RxJS writes it again: Observable, scan, takeWhile, lift, teardown
import { Socket } from 'node:net';

interface Observer<T> {
  next(value: T): void;
  error(err: unknown): void;
  complete(): void;
}
type Teardown = () => void;
type Operator<A, B> = (source: Observable<A>) => Observable<B>;

class Observable<T> {
  readonly #producer: (observer: Observer<T>) => Teardown;
  constructor(producer: (observer: Observer<T>) => Teardown) {
    this.#producer = producer;
  }
  subscribe(observer: Observer<T>): Teardown {
    let closed = false;
    let teardown: Teardown | undefined;
    const end = () => {
      closed = true;
      teardown?.();
    };
    teardown = this.#producer({
      next: (value) => !closed && observer.next(value),
      error: (err) => {
        if (closed) return;
        end();
        observer.error(err);
      },
      complete: () => {
        if (closed) return;
        end();
        observer.complete();
      },
    });
    return end;
  }
  pipe<A>(first: Operator<T, A>): Observable<A>;
  pipe<A, B>(first: Operator<T, A>, second: Operator<A, B>): Observable<B>;
  pipe(...operators: Operator<never, unknown>[]): Observable<unknown> {
    return operators.reduce<Observable<unknown>>((source, operator) => operator(source as never), this);
  }
}

const fromSocket = (socket: Socket) =>
  new Observable<Buffer>((observer) => {
    const next = (chunk: Buffer) => observer.next(chunk);
    socket.on('data', next).once('end', observer.complete).once('error', observer.error);
    return () => socket.off('data', next);
  });

const scan =
  <A, B>(step: (state: B, value: A) => B, seed: B): Operator<A, B> =>
  (source) =>
    new Observable((observer) => {
      let state = seed;
      return source.subscribe({ ...observer, next: (value) => observer.next((state = step(state, value))) });
    });

const takeUntilTrue =
  <A>(enough: (value: A) => boolean): Operator<A, A> =>
  (source) =>
    new Observable((observer) =>
      source.subscribe({
        ...observer,
        next(value) {
          observer.next(value);
          if (enough(value)) observer.complete();
        },
      }),
    );

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  let latest = 0;
  fromSocket(new Socket({ fd, allowHalfOpen: true }))
    .pipe(
      scan((count: number, chunk: Buffer) => (buffer.set(chunk, count), count + chunk.length), 0),
      takeUntilTrue((count) => count === buffer.length),
    )
    .subscribe({
      next: (count) => (latest = count),
      error: (err) => done(err as Error, latest),
      complete: () => done(null, latest),
    });
}
