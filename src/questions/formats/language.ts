import type { Locale } from '../../lab/bilingual.js';

/**
 * In which language a file is written whose sender does not say: Chinese where a tenth of its letters are Chinese
 * characters, since markup and code are always Latin.
 */
export function languageOf(text: string): Locale {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const latin = text.match(/[a-z]/gi)?.length ?? 0;
  return han > 0 && han * 9 >= latin ? 'zh-CN' : 'en';
}
