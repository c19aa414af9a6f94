import type { Bilingual } from '../../lab/bilingual.js';
import { hasMarkup, htmlToMarkdown } from './html.js';
import { grouped } from './carry.js';
import type { Loss } from './format.js';

/** What a reader notes about one question while it goes through it. */
export class Notes {
  readonly #places: [field: string, why: Bilingual][] = [];

  lose(field: string, why: Bilingual): void {
    this.#places.push([field, why]);
  }

  /** @throws EmbeddedError */
  html(field: string, html: string): string {
    const { markdown, flattened } = htmlToMarkdown(html);
    if (flattened.length > 0) {
      const tags = flattened.map((tag) => `<${tag}>`).join(', ');
      this.lose(field, {
        en: `${tags}: the layout is gone, the text is kept`,
        'zh-CN': `${tags}：版式已去掉，只保留文字`,
      });
    }
    return markdown;
  }

  /** A text that may be HTML or not: what has no markup is taken as it is. */
  loose(field: string, text: string): string {
    return hasMarkup(text) ? this.html(field, text) : text;
  }

  losses(): Loss[] {
    return grouped(this.#places);
  }
}

/** The question cannot be taken in. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly why: Bilingual;

  constructor(why: Bilingual) {
    super(why.en);
    this.why = why;
  }
}

export const whyRightFeedback: Bilingual = {
  en: 'Doorbell says nothing special to a right answer of this type',
  'zh-CN': '此题型在 Doorbell 中没有针对正确答案的反馈',
};

export const whyPartial: Bilingual = {
  en: 'shares of marks for single answers: Doorbell’s own rule of marking applies',
  'zh-CN': '各答案各占分值的设置：改用 Doorbell 自己的评分规则',
};
