import type { Bilingual, Locale } from '../bilingual.js';

/** What passes between the compiler and its processes. */

export interface CompileJob {
  /** The submission, without a byte order mark. */
  readonly source: string;
  /** The exercise's types.d.ts. */
  readonly types: string;
  /** The name that both must export. */
  readonly exportName: string;
  /** What the submission may import beside Node's own modules. */
  readonly kit?: 'posix';
  /** Only what is no JavaScript once its types are out is a finding; neither types nor imports are looked at. */
  readonly unchecked?: boolean;
}

/** A diagnostic in the making: `own` is Doorbell's, in both languages, `text` TypeScript's, in the process's language. */
export interface Finding {
  readonly line: number;
  readonly column: number;
  readonly code: string;
  readonly own?: Bilingual;
  readonly text?: string;
}

export type CheckOutcome =
  | { readonly javascript: string; readonly findings?: undefined }
  | { readonly findings: readonly Finding[]; readonly javascript?: undefined };

/** First message to a process: what language to speak. */
export interface StartMessage {
  readonly locale: Locale;
}

/** Asks a process what it holds on to; between two jobs. */
export interface HeapQuestion {
  readonly question: 'heap';
}

export type ChildMessage =
  | { readonly type: 'ready' }
  /** Bytes in V8's heap after a collection. */
  | { readonly type: 'heap'; readonly bytes: number }
  | { readonly type: 'outcome'; readonly outcome: CheckOutcome }
  /** Reading or checking ran out of stack, or a table out of size: the process is used up. */
  | { readonly type: 'used-up'; readonly reason: 'depth' | 'memory' }
  /** Our mistake or the exercise's. */
  | { readonly type: 'fault'; readonly message: string };
