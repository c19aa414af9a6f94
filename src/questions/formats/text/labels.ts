import type { Locale } from '../../../lab/bilingual.js';
import type { Plain } from '../plain.js';

/**
 * Words with which teachers name the parts of a question in a document: 单选题, 答案, 解析. All are looked for after
 * Unicode NFKC, so full-width letters, digits, colons and parentheses are the ordinary ones.
 */

export type TextType = Plain['type'];

const typeWords: readonly (readonly [TextType, RegExp])[] = [
  ['multiple-choice', /^(多项?选择?题?|不定项选择题?|multiple[ -]choices?|multiple[ -]answers?)$/i],
  ['single-choice', /^((单项?)?选择题?|单选题?|single[ -]choice)$/i],
  ['true-false', /^(判断题?|判断正误|是非题|true[ /-]+false|t\/f)$/i],
  ['cloze', /^(完形填空|填空题?|cloze|fill in( the blanks?)?)$/i],
  ['short-text', /^(短填空|短答题?|短填空题|short[ -](text|answer))$/i],
  ['numeric', /^(数值题?|计算题?|numeric(al)?)$/i],
  ['ordering', /^(排序题?|ordering)$/i],
  ['matching', /^(连线题?|匹配题?|配对题?|matching)$/i],
  ['classification', /^(归类题?|分类题?|classification)$/i],
  ['open', /^(简答题?|问答题?|论述题?|解答题?|主观题|名词解释|essay|open)$/i],
];

/** The type that a word in brackets or a heading names. */
export function typeNamed(word: string): TextType | undefined {
  const bare = word.trim();
  return typeWords.find(([, pattern]) => pattern.test(bare))?.[0];
}

export const typeLabel: Readonly<Record<TextType, Readonly<Record<Locale, string>>>> = {
  'single-choice': { en: 'single choice', 'zh-CN': '单选题' },
  'multiple-choice': { en: 'multiple choice', 'zh-CN': '多选题' },
  'true-false': { en: 'true/false', 'zh-CN': '判断题' },
  numeric: { en: 'numeric', 'zh-CN': '数值题' },
  'short-text': { en: 'short answer', 'zh-CN': '短答题' },
  cloze: { en: 'cloze', 'zh-CN': '填空题' },
  ordering: { en: 'ordering', 'zh-CN': '排序题' },
  matching: { en: 'matching', 'zh-CN': '连线题' },
  classification: { en: 'classification', 'zh-CN': '归类题' },
  open: { en: 'essay', 'zh-CN': '简答题' },
};

export type Part = 'answer' | 'rubric' | 'explanation' | 'hint' | 'title' | 'sources' | 'other';

/** `【答案】`, `参考答案：`, `Answer:`; a word alone on its line needs brackets or a colon. */
const partWords: readonly (readonly [Part, string])[] = [
  ['explanation', '答案解析|试题解析|解析|分析|详解|点评|解答|Explanation'],
  ['answer', '(?:正确|参考|标准)?答案|Answers?|Key'],
  ['rubric', '评分标准|评分要点|Rubric'],
  ['hint', '提示|Hint'],
  ['title', '标题|Title'],
  ['sources', '来源|出处|Sources?'],
  ['other', '难度(?:系数)?|知识点|考点|分值|题型|章节|Difficulty|Points|Topic'],
];

export const partLabel: Readonly<Record<Exclude<Part, 'other'>, Readonly<Record<Locale, string>>>> = {
  answer: { en: 'Answer: ', 'zh-CN': '答案：' },
  explanation: { en: 'Explanation: ', 'zh-CN': '解析：' },
  rubric: { en: 'Rubric: ', 'zh-CN': '评分标准：' },
  hint: { en: 'Hint: ', 'zh-CN': '提示：' },
  title: { en: 'Title: ', 'zh-CN': '标题：' },
  sources: { en: 'Sources: ', 'zh-CN': '来源：' },
};

const partPatterns = partWords.map(
  ([part, words]) =>
    [
      part,
      new RegExp(
        `^\\s*(?:[\\[【〔(（]\\s*(${words})\\s*[\\]】〕)）]\\s*[:：]?|(${words})\\s*[:：])\\s*`,
        'i',
      ),
    ] as const,
);

/** What a line begins, if it begins a part of a question, and what stands after that. */
export function partBegun(line: string): { part: Part; name: string; rest: string } | null {
  for (const [part, pattern] of partPatterns) {
    const found = pattern.exec(line);
    if (found) return { part, name: found[1] ?? found[2] ?? '', rest: line.slice(found[0].length) };
  }
  return null;
}
