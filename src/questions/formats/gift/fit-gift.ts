import type { Bilingual } from '../../../lab/bilingual.js';
import type { Why } from '../carry.js';
import type { Plain } from '../plain.js';
import { mapTexts, rightByUse, withNumberInPrompt } from '../fitting.js';

export const whyNotInGift: Bilingual = {
  en: 'GIFT has no question like this, so it is not in the file; moodle-xml has',
  'zh-CN': 'GIFT 没有这种题型，文件中不含此题；可改用 moodle-xml',
};

export const giftWhys: readonly Why[] = [
  [/^hints/, { en: 'GIFT has no hints', 'zh-CN': 'GIFT 没有提示' }],
  [
    /^(prompt|fields\[\]\.(label|unit))/,
    {
      en: 'what the number is, and its unit, stand at the end of the prompt',
      'zh-CN': '所填的量及其单位写在题干末尾',
    },
  ],
  [
    /^(right|columns)\[\]\.text/,
    {
      en: 'the right column stands in the order in which it is used',
      'zh-CN': '右栏按使用的先后排列',
    },
  ],
  [
    /\.en$|\.zh-CN$/,
    {
      en: '`->` divides pairs in GIFT and is written →; space at the ends of a text is gone',
      'zh-CN': 'GIFT 用 `->` 分隔配对，文中的 -> 改写为 →；文本首尾的空白已去掉',
    },
  ],
];

/** The question with what GIFT can say of it. */
export function fitGift(plain: Plain): Plain {
  const { prompt, title, ...rest } = withNumberInPrompt({ ...rightByUse(plain), hints: [] });
  const inside = mapTexts(rest, (text) => trimmed(text).replaceAll('->', '→'));
  const fitted = {
    ...tight(inside as Plain),
    prompt: trimmed(prompt ?? ''),
    title: trimmed(title ?? ''),
  } as Plain;
  return fitted.type === 'open'
    ? { ...fitted, rubric: [], example: undefined, words: undefined, characters: undefined }
    : fitted;
}

/** The right side of a pair is plain text in GIFT, and space in it counts once. */
function tight(plain: Plain): Plain {
  const once = (text: string) => text.replaceAll(/[ \t]{2,}/g, ' ');
  if (plain.type === 'matching') return { ...plain, right: plain.right.map(once) };
  return plain.type === 'classification' ? { ...plain, columns: plain.columns.map(once) } : plain;
}

/** Line ends at the end are written as escapes and stay. */
const trimmed = (text: string) =>
  text
    .replaceAll('\r\n', '\n')
    // `&&092;` is how the parser marks what was escaped.
    .replaceAll(/&&(?=0\d\d)/g, '& &')
    .trimStart()
    .replace(/[ \t]+$/, '');
