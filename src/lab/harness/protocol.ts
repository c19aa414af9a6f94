/**
 * What the proctor asks of the harness, and what the harness says.
 *
 * The harness lives in the submission's process and belongs to it: nothing it says decides anything that the
 * kernel or the peer's random bytes do not confirm.
 */

/** An argument of a call, with names resolved to what exists inside the sandbox. */
export type HarnessArgument =
  | { readonly kind: 'fd'; readonly fd: number }
  | { readonly kind: 'socket'; readonly fd: number }
  | { readonly kind: 'value'; readonly value: number | string | readonly number[] }
  | { readonly kind: 'buffer'; readonly name: string; readonly bytes: number }
  /** `bytes` of data made from the block in the frame's payload (harness/data.ts). */
  | { readonly kind: 'data'; readonly bytes: number }
  | { readonly kind: 'signal'; readonly name: string }
  /** The very value that an earlier call returned. */
  | { readonly kind: 'result'; readonly call: string }
  | ({ readonly kind: 'bell' } & BellMaking);

export interface BellMaking {
  readonly name: string;
  readonly echo: string | null;
  readonly throws: boolean;
  /** The descriptor to read from when it rings, and how many bytes at most. */
  readonly reads: { readonly fd: number; readonly most: number } | null;
  /** Methods to call after it has rung, of what earlier calls returned. */
  readonly calls: readonly {
    readonly call: string;
    readonly method: string;
    readonly with: readonly string[];
    /** Only in the first so many rings; null: in all. */
    readonly times: number | null;
  }[];
}

export interface ThreadWork {
  readonly fd: number;
  readonly method: string;
}

export type ToHarness =
  /** The payload is the submission's JavaScript. */
  | { readonly ask: 'load' }
  | {
      readonly ask: 'call';
      readonly as: string;
      readonly export: string | null;
      readonly on: string | null;
      readonly method: string | null;
      readonly with: readonly HarnessArgument[];
      /** The buffer whose content goes along when the call returns, and when its promise settles. */
      readonly echo: string | null;
      /** The fields to read of objects that come out of the call, or that its bells are called with. */
      readonly fields: readonly string[];
      /** To be made in a thread of its own, which then hands each line from the descriptor to the method. */
      readonly thread: ThreadWork | null;
    }
  | { readonly ask: 'ping'; readonly number: number };

/** What JSON can hold stays, an Error is told apart, the rest is only named. */
export type PlainField =
  | null
  | boolean
  | number
  | string
  | { readonly error: string }
  /** `same`: the call that returned this very object. */
  | { readonly other: string; readonly same?: string };

/** A value as the harness saw it; of an object also the fields that were asked for. */
export type Plain =
  | PlainField
  | {
      readonly other: string;
      readonly same?: string;
      readonly fields?: Readonly<Record<string, PlainField>>;
    };

export type FromHarness =
  | { readonly say: 'hello' }
  | { readonly say: 'loaded'; readonly exports: readonly string[] }
  | { readonly say: 'load-failed'; readonly error: string }
  /** The payload is the echoed buffer, where one was asked for. */
  | { readonly say: 'returned'; readonly call: string; readonly value: Plain }
  | { readonly say: 'threw'; readonly call: string; readonly error: string; readonly line: number | null }
  /** The payload is the echoed buffer, where one was asked for. */
  | { readonly say: 'settled'; readonly call: string; readonly value: Plain | readonly Plain[] }
  | { readonly say: 'rejected'; readonly call: string; readonly error: string; readonly line: number | null }
  /** The payload is the echoed buffer, where the bell has one. */
  | {
      readonly say: 'rang';
      readonly bell: string;
      readonly arguments: readonly Plain[];
      readonly line: number | null;
    }
  | { readonly say: 'pong'; readonly number: number };

/** The descriptor of the harness's own socket, inside the sandbox. */
export const HARNESS_FD = 3;

/** Where the submission's JavaScript lies inside the sandbox; stack traces name it. */
export const ANSWER_PATH = '/tmp/answer.mjs';
