import type { Locale } from '../lab/bilingual.js';
import { locales } from '../lab/bilingual.js';
import type { Question } from './question.js';

/**
 * What gives an answer away to somebody who knows nothing of the subject, over the whole bank: the longest option is
 * right more often than chance would have it.
 */
export interface LongestOption {
  readonly locale: Locale;
  /** Single choices of the bank, also those inside trace readings. */
  readonly questions: number;
  /** Of these, those whose right option is the longest one. */
  readonly longestIsRight: number;
  /** What chance would give: the sum of 1 / options. */
  readonly byChance: number;
}

export function longestOptions(questions: readonly Question[]): LongestOption[] {
  const choices = questions.flatMap((question) =>
    question.type === 'single-choice'
      ? [question.options]
      : question.type === 'trace-reading'
        ? question.parts.flatMap((part) => (part.type === 'single-choice' ? [part.options] : []))
        : [],
  );
  return locales.map((locale) => ({
    locale,
    questions: choices.length,
    longestIsRight: choices.filter((options) => {
      const [longest] = options.toSorted((a, b) => b.text[locale].length - a.text[locale].length);
      return longest?.correct === true;
    }).length,
    byChance: choices.reduce((sum, options) => sum + 1 / options.length, 0),
  }));
}
