import type { Bilingual, Locale } from '../../lab/bilingual.js';
import type { Question } from '../question.js';
import { apart, type Whole } from './apart.js';
import { differences } from './differences.js';
import type { Draft, Loss, Written } from './format.js';
import { plainOf } from './from-question.js';
import { otherLocale, type Plain } from './plain.js';
import { settled } from './settle.js';
import { toDraft } from './to-draft.js';

/**
 * From a question to what a format of one language can hold. The losses are not a list that somebody keeps: they are
 * the differences between the question and what a reader of the format is to find.
 */
export interface Carried extends Pick<Whole, 'slug' | 'part' | 'losses'> {
  readonly plain: Plain;
}

/** What a format does with what it has less room for, and its words for that; the first place that fits counts. */
export interface Room {
  readonly fit: (plain: Plain) => Plain;
  readonly whys: readonly Why[];
}
export type Why = readonly [place: RegExp, why: Bilingual];

/** The questions as the format can hold them; a trace reading comes as several. */
export function carried(question: Question, locale: Locale, room: Room): Carried[] {
  const drawn = settled(question);
  const once = grouped(differences(question, drawn).map((field) => [field, whyDrawn]));
  return apart(drawn).map((whole) => {
    const plain = room.fit(plainOf(whole.question, locale));
    const losses = lossesBetween(whole.question, toDraft(plain, locale), locale, room.whys);
    return { plain, slug: whole.slug, part: whole.part, losses: [...once, ...whole.losses, ...losses] };
  });
}

/** A question, or a part of one, for which the format has no word: all of it is lost. */
export function leftOut(each: Carried, why: Bilingual): Carried {
  const lost = { fields: [each.part === null ? '*' : `parts[${each.part}]`], why };
  return { ...each, losses: each.part === null ? [lost] : [lost, ...each.losses] };
}

/** One report for each question of the bank: of parts that were taken apart the losses stand together. */
export function reportsOf(all: readonly Carried[]): Written['reports'] {
  return [...Map.groupBy(all, ({ slug }) => slug)].map(([slug, parts]) => ({
    slug,
    losses: grouped(
      parts.flatMap(({ losses }) =>
        losses.flatMap(({ fields, why }) => fields.map((field): [string, Bilingual] => [field, why])),
      ),
    ),
  }));
}

function lossesBetween(question: object, draft: Draft, locale: Locale, whys: readonly Why[]): Loss[] {
  const other = otherLocale(locale);
  return grouped(
    differences(question, draft).map((field) => {
      if (field.endsWith(`.${other}`)) return [other, whyOneLanguage[locale]];
      const found = [...everywhere, ...whys].find(([place]) => place.test(field));
      return [field, found?.[1] ?? whyNoPlace];
    }),
  );
}

/** One loss for each reason. */
export function grouped(places: readonly (readonly [field: string, why: Bilingual])[]): Loss[] {
  return [...Map.groupBy(places, ([, why]) => why.en).values()].flatMap((group) => {
    const [first] = group;
    return first === undefined
      ? []
      : [{ fields: [...new Set(group.map(([field]) => field))], why: first[1] }];
  });
}

const whyNoPlace: Bilingual = {
  en: 'has no place in this format',
  'zh-CN': '这种格式里没有地方放',
};

export const whyOneLanguage: Readonly<Record<Locale, Bilingual>> = {
  en: { en: 'only the English texts are written', 'zh-CN': '只写出了英文文本' },
  'zh-CN': { en: 'only the Chinese texts are written', 'zh-CN': '只写出了中文文本' },
};

const whyDrawn: Bilingual = {
  en: 'there are no parameters in this format: one set of values is written out',
  'zh-CN': '这种格式没有参数，写出的是其中一组数值',
};

const everywhere: readonly Why[] = [
  [
    /(^|\.)misconception$/,
    {
      en: 'other systems know no misconceptions behind wrong answers',
      'zh-CN': '其他系统没有“错误答案背后的误解”',
    },
  ],
  [
    /(^|\])\.(id|match|column)$/,
    {
      en: 'names inside the question are given anew, by place',
      'zh-CN': '题内各部分的名字按位置重新起',
    },
  ],
  [
    /^text\.(en|zh-CN)$/,
    {
      en: 'blanks are named anew, by place, also in the text',
      'zh-CN': '各空按位置重新命名，正文中也一样',
    },
  ],
  [/^version$/, { en: 'Doorbell counts versions itself', 'zh-CN': '版本号由 Doorbell 自己计' }],
  [
    /^order/,
    {
      en: 'of several right orders one is written, with names by place',
      'zh-CN': '多种正确顺序只写出一种，各步的名字按位置重新起',
    },
  ],
];
