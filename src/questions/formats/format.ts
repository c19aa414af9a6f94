import type { Bilingual, Locale } from '../../lab/bilingual.js';
import type { Question } from '../question.js';

/** What every format of questions offers: reading, writing, and a report of what does not come along. Pure. */

export const formatNames = ['yaml', 'gift', 'moodle-xml', 'text', 'qti'] as const;
export type FormatName = (typeof formatNames)[number];

/** Something that did not come along, or came along changed. */
export interface Loss {
  /** Places in the question without positions: `options[].misconception`; a language alone means all texts in it. */
  readonly fields: readonly string[];
  readonly why: Bilingual;
}

/** A question as content, perhaps incomplete: one language only, no level, no sources. */
export type Draft = Readonly<Record<string, unknown>> & { readonly slug: string };

/** A question that could be read. */
export interface Arrival {
  /** Where it stands in the file, for example `line 12`. */
  readonly place: Bilingual;
  readonly draft: Draft;
  readonly losses: readonly Loss[];
}

/** A question, or the whole file, that could not be read. */
export interface Refusal {
  readonly place: Bilingual;
  readonly why: Bilingual;
}

export interface Arrived {
  readonly arrivals: readonly Arrival[];
  readonly refusals: readonly Refusal[];
}

export interface Written {
  readonly content: string | Uint8Array;
  /** Of every question, those without losses too. */
  readonly reports: readonly { readonly slug: string; readonly losses: readonly Loss[] }[];
}

export interface Format {
  readonly name: FormatName;
  readonly mediaType: string;
  /** Of a file’s name, without the dot. */
  readonly extension: string;
  /** Null where Doorbell only writes the format. `locale` is the language of the texts where the format has one. */
  readonly read: ((text: string, locale: Locale) => Arrived) | null;
  /** `locale` null: both languages, where the format can hold both; English where it cannot. */
  readonly write: (questions: readonly Question[], locale: Locale | null) => Written;
  /**
   * As students see the questions before they answer: no key, no feedback, no explanation, options out of order,
   * parameters drawn. Null where a question of this format cannot be without its key.
   */
  readonly writePublic: ((questions: readonly Question[], locale: Locale | null) => Written) | null;
}

export const wholeFile: Bilingual = { en: 'the file', 'zh-CN': '整个文件' };

export const atLine = (line: number): Bilingual => ({ en: `line ${line}`, 'zh-CN': `第 ${line} 行` });

/** The file as a whole cannot be read. */
export const unreadable = (why: Bilingual): Arrived => ({
  arrivals: [],
  refusals: [{ place: wholeFile, why }],
});
