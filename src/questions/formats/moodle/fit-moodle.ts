import type { Why } from '../carry.js';
import type { Plain, PlainOf } from '../plain.js';
import type { Locale } from '../../../lab/bilingual.js';
import { blanksByUse, mapTexts, oneLine, rightByUse, withoutDivider } from '../fitting.js';

export const moodleWhys: readonly Why[] = [
  [
    /^hints\[\]\.price/,
    {
      en: 'Moodle has one penalty for all hints of a question: the first one’s price',
      'zh-CN': 'Moodle 一道题的所有提示共用一个扣分比例：取第一条提示的价格',
    },
  ],
  [
    /^traps/,
    {
      en: 'Moodle’s ordering has no feedback to a wrong order',
      'zh-CN': 'Moodle 的排序题对错误顺序没有反馈',
    },
  ],
  [/^reasons/, { en: 'Moodle’s true/false does not ask for a reason', 'zh-CN': 'Moodle 的判断题不问理由' }],
  [
    /^items\[\]\.text/,
    {
      en: 'Moodle’s ordering keeps the steps in the right order',
      'zh-CN': 'Moodle 的排序题按正确顺序保存各步',
    },
  ],
  [
    /^(right|columns)\[\]\.text/,
    { en: 'the right column stands in the order in which it is used', 'zh-CN': '右栏按使用的先后排列' },
  ],
  [/^limit/, { en: 'Moodle limits words, not Chinese characters', 'zh-CN': 'Moodle 按词限制长度，不按汉字' }],
  [
    /^(left|rows|blanks)\[\].*(feedback|wrong)/,
    { en: 'Moodle has no feedback to single pairs', 'zh-CN': 'Moodle 对单个配对没有反馈' },
  ],
  [/^rubric/, { en: 'a criterion for graders is one line', 'zh-CN': '给评分者的每条标准只占一行' }],
  [
    /^(blanks|fields|prompt)/,
    {
      en: 'an embedded answer of Moodle is one line of plain text; what only looks like one is written apart',
      'zh-CN': 'Moodle 的填空答案只能是一行纯文本；看起来像填空的文字已拆开写',
    },
  ],
];

/** The question with what Moodle can say of it. */
export function fitMoodle(locale: Locale): (plain: Plain) => Plain {
  return (given) => {
    const plain = rightByUse(given);
    const price = plain.hints[0]?.price;
    const hints = plain.hints.map(({ text }) => ({ text, price }));
    if (plain.type === 'ordering')
      return {
        ...plain,
        hints,
        items: plain.order.map((place) => plain.items[place] ?? ''),
        order: plain.order.map((_, index) => index),
      };
    if (plain.type === 'open')
      return {
        ...plain,
        hints,
        characters: undefined,
        words: locale === 'en' ? plain.words : undefined,
        rubric: mapTexts(plain.rubric, oneLine),
      };
    if (plain.type === 'cloze') {
      const ordered = blanksByUse(plain);
      return {
        ...ordered,
        hints,
        prompt: withoutDivider(withoutEmbedded(plain.prompt ?? '')),
        text: withoutEmbedded(ordered.text),
        blanks: mapTexts(ordered.blanks, oneLine),
      };
    }
    if (plain.type === 'numeric' && isEmbedded(plain))
      return {
        ...plain,
        hints,
        prompt: withoutEmbedded(plain.prompt ?? '').trimEnd(),
        fields: mapTexts(plain.fields, oneLine).map((field) => ({
          ...field,
          label: field.label?.replace(/\s*[:：]+$/, ''),
        })),
      };
    return { ...plain, hints };
  };
}

/** In the text of a cloze `{1:NAME:` begins an answer, whatever stands around it. */
const withoutEmbedded = (text: string) => text.replaceAll(/\{(?=\d*:[A-Z_]+:)/g, '{ ');

/** Several numbers, or one that has a name, stand in the text of a cloze. */
export const isEmbedded = ({ fields }: PlainOf<'numeric'>): boolean =>
  fields.length !== 1 || fields[0]?.label !== undefined;
