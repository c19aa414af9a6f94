import type { Bilingual } from '../../src/lab/bilingual.js';

const leftOver = /\$\{|\{[a-zA-Z]+\}|\bNaN\b|\[object |Infinity/;

/**
 * What is wrong with a text for students, as far as a machine can tell; empty when nothing is.
 * The texts must not quote Chinese program output, or the English side would seem to hold Chinese.
 */
export function faultsOf(text: Bilingual): string[] {
  const { en, 'zh-CN': zh } = text;
  // The one place where these words are meant as the program's values.
  const plain = `${en}${zh}`.replace(/\(null or undefined\)|（null 或 undefined）/g, '');
  const faults: [boolean, string][] = [
    [en.trim() === '' || zh.trim() === '', 'empty'],
    [/[\p{Script=Han}，。；：（）、？！]/u.test(en), 'Chinese in the English text'],
    [!/\p{Script=Han}/u.test(zh), 'no Chinese in the Chinese text'],
    [leftOver.test(plain) || /\b(undefined|null)\b/.test(plain), 'something was left unfilled'],
    [/ {2}| [.,;:?!]( |$)|^ | $/.test(en), 'spacing of the English text'],
    [/\p{Script=Han}[,;:?!()]|[。，：；]\s|^\s|\s$/u.test(zh), 'punctuation of the Chinese text'],
  ];
  return faults.filter(([wrong]) => wrong).map(([, what]) => `${what}: ${en} | ${zh}`);
}

/** A sentence ends as one. */
export function isSentence({ en, 'zh-CN': zh }: Bilingual): boolean {
  return /[.!?”]$/.test(en) && /[。！？”]$/.test(zh);
}
