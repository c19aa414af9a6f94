// mechanism: notified
// passes: yes
// note: a functional programmer: immutable state, Either, a fixed point for the loop, continuations all the way
import * as fs from 'node:fs';

type Either<L, R> = { readonly tag: 'left'; readonly value: L } | { readonly tag: 'right'; readonly value: R };
const left = <L>(value: L): Either<L, never> => ({ tag: 'left', value });
const right = <R>(value: R): Either<never, R> => ({ tag: 'right', value });

type Cont<A> = (k: (a: A) => void) => void;
const bind =
  <A, B>(m: Cont<A>, f: (a: A) => Cont<B>): Cont<B> =>
  (k) =>
    m((a) => f(a)(k));
const pure =
  <A>(a: A): Cont<A> =>
  (k) =>
    k(a);
const fix = <A, B>(f: (self: (a: A) => Cont<B>) => (a: A) => Cont<B>): ((a: A) => Cont<B>) =>
  f((a) => (k) => fix(f)(a)(k));

const readInto =
  (fd: number, view: Uint8Array): Cont<Either<Error, number>> =>
  (k) =>
    fs.read(fd, view, 0, view.length, null, (err, n) => k(err ? left(err) : right(n)));

type Outcome = readonly [Error | null, number];

export const receive = (
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void =>
  fix<number, Outcome>((self) => (have) =>
    bind(readInto(fd, buffer.subarray(have)), (result) =>
      result.tag === 'left'
        ? pure<Outcome>([result.value, have])
        : result.value === 0 || have + result.value === buffer.length
          ? pure<Outcome>([null, have + result.value])
          : self(have + result.value),
    ),
  )(0)(([err, count]) => done(err, count));
