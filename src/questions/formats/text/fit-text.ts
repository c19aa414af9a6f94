import type { Why } from '../carry.js';
import { blanksByUse, mapTexts, oneLine, withoutDivider } from '../fitting.js';
import type { Plain, PlainBlank, PlainField } from '../plain.js';
import { slugFrom } from '../slugs.js';

export const textWhys: readonly Why[] = [
  [/^slug/, { en: 'a document has no names for questions', 'zh-CN': '文档里的题目没有名字' }],
  [
    /^(level|minutes|lecture|covers|conceptTest)/,
    { en: 'a document does not say it', 'zh-CN': '文档里不写这些' },
  ],
  [
    /feedback|wrong|^traps/,
    {
      en: 'a document has one explanation and no feedback to single answers',
      'zh-CN': '文档里只有一份解析，没有针对单个答案的反馈',
    },
  ],
  [
    /^reasons/,
    {
      en: 'a true/false question of a document does not ask for a reason',
      'zh-CN': '文档里的判断题不问理由',
    },
  ],
  [
    /^blanks\[\]\.(options|accept)/,
    {
      en: 'a blank on paper is filled in; what it offered to choose from is gone',
      'zh-CN': '纸面上的空要自己填，供选择的内容不再出现',
    },
  ],
  [/^hints\[\]\.price/, { en: 'a hint on paper costs nothing', 'zh-CN': '纸面上的提示不扣分' }],
  [/^limit/, { en: 'a document does not say how long an answer may be', 'zh-CN': '文档里不写答案长度' }],
  [
    /\.(en|zh-CN)$/,
    {
      en: 'is on one line, without space at its ends, or without what would be a blank or a divider',
      'zh-CN': '并成一行、去掉了首尾空白，或去掉了会被当作填空或分隔线的字符',
    },
  ],
];

/** The question with what a document for a class says of it. */
export function fitText(given: Plain): Plain {
  const plain = mapTexts(given, (text) => text.replaceAll('\r\n', '\n').trim());
  const head = {
    slug: slugFrom(plain.title ?? '') ?? '',
    level: undefined,
    minutes: undefined,
    lecture: undefined,
    covers: [],
    conceptTest: false,
    hints: plain.hints.map(({ text }) => ({ text })),
    title: plain.title === undefined ? undefined : oneLine(plain.title),
  };
  switch (plain.type) {
    case 'single-choice':
    case 'multiple-choice':
      return {
        ...plain,
        ...head,
        options: plain.options.map(({ text, correct }) => ({ text, correct })),
      };
    case 'true-false':
      return { ...plain, ...head, feedback: undefined };
    case 'numeric':
      return {
        ...plain,
        ...head,
        prompt: withoutBlank(plain.prompt ?? ''),
        fields: plain.fields.map(fieldOf),
      };
    case 'short-text':
      return { ...plain, ...head, wrong: [] };
    case 'cloze': {
      const ordered = blanksByUse(plain);
      return {
        ...ordered,
        ...head,
        prompt: withoutDivider(plain.prompt ?? ''),
        text: withoutBlank(ordered.text),
        blanks: ordered.blanks.map(typed),
      };
    }
    case 'ordering':
      return { ...plain, ...head };
    case 'matching':
      return { ...plain, ...head, left: mapTexts(plain.left, oneLine) };
    case 'classification':
      return { ...plain, ...head, rows: mapTexts(plain.rows, oneLine) };
    case 'open':
      return {
        ...plain,
        ...head,
        words: undefined,
        characters: undefined,
        rubric: mapTexts(plain.rubric, oneLine),
      };
  }
}

/** Three of them are a blank to be filled in. */
const withoutBlank = (text: string) => text.replaceAll(/[_＿]{3,}/g, '__');

const fieldOf = ({ label, unit, ...rest }: PlainField): PlainField => ({
  ...rest,
  label: label === undefined ? undefined : withoutBlank(oneLine(label)).replace(/\s*[:：]+$/, ''),
  unit: unit === undefined ? undefined : withoutBlank(oneLine(unit)),
  wrong: [],
});

const typed = (blank: PlainBlank): PlainBlank => ({
  accept:
    'options' in blank
      ? blank.options.filter(({ correct }) => correct).map(({ text }) => oneLine(text))
      : blank.accept,
  wrong: [],
});
