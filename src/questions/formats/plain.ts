import type { Locale } from '../../lab/bilingual.js';
import type { Question } from '../question.js';

/**
 * A question in one language, with what formats of other systems have room for: no names of parts, no misconceptions.
 * Readers make it and writers take it; a missing fact is left out.
 */

export interface PlainChoice {
  readonly text: string;
  readonly correct: boolean;
  readonly feedback?: string | undefined;
}

export interface PlainMistake {
  readonly accept: readonly string[];
  readonly feedback?: string | undefined;
}

export interface PlainField {
  readonly label?: string | undefined;
  readonly unit?: string | undefined;
  readonly answer: number;
  readonly tolerance: number;
  readonly wrong: readonly { readonly answer: number; readonly feedback?: string | undefined }[];
}

export type PlainBlank =
  | { readonly accept: readonly string[]; readonly wrong: readonly PlainMistake[] }
  | { readonly options: readonly PlainChoice[] };

/** Places of a list, from 0, stand for names: `match: 1` is the second of the right column. */
export type PlainBody =
  | { readonly type: 'single-choice' | 'multiple-choice'; readonly options: readonly PlainChoice[] }
  | { readonly type: 'true-false'; readonly correct: boolean; readonly feedback?: string | undefined }
  | { readonly type: 'numeric'; readonly fields: readonly PlainField[] }
  | {
      readonly type: 'short-text';
      readonly accept: readonly string[];
      readonly wrong: readonly PlainMistake[];
    }
  /** The text has {{a}}, {{b}} … where the blanks are, in any order. */
  | { readonly type: 'cloze'; readonly text: string; readonly blanks: readonly PlainBlank[] }
  | { readonly type: 'ordering'; readonly items: readonly string[]; readonly order: readonly number[] }
  | {
      readonly type: 'matching';
      readonly left: readonly { readonly text: string; readonly match: number }[];
      readonly right: readonly string[];
    }
  | {
      readonly type: 'classification';
      readonly columns: readonly string[];
      readonly rows: readonly { readonly text: string; readonly column: number }[];
    }
  | {
      readonly type: 'open';
      readonly words?: number | undefined;
      readonly characters?: number | undefined;
      readonly rubric: readonly { readonly text: string; readonly points: number }[];
      readonly example?: string | undefined;
    };

export interface PlainHead {
  readonly slug: string;
  readonly title?: string | undefined;
  readonly prompt?: string | undefined;
  readonly explanation?: string | undefined;
  readonly hints: readonly { readonly text: string; readonly price?: number | undefined }[];
  readonly sources: Question['sources'];
  readonly level?: Question['level'] | undefined;
  readonly minutes?: number | undefined;
  readonly lecture?: string | undefined;
  readonly covers: readonly string[];
  readonly conceptTest: boolean;
}

export type Plain = PlainHead & PlainBody;
export type PlainOf<Type extends PlainBody['type']> = Extract<Plain, { type: Type }>;

/** Nothing but what every reader must find. */
export const bare = (slug: string): PlainHead => ({
  slug,
  hints: [],
  sources: [],
  covers: [],
  conceptTest: false,
});

/** Names by place: a, b, … z, then p27. */
export const nameAt = (place: number): string =>
  place < 26 ? String.fromCodePoint(0x61 + place) : `p${place + 1}`;

export const otherLocale = (locale: Locale): Locale => (locale === 'en' ? 'zh-CN' : 'en');
