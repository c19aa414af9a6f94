import type { Locale } from '../../../lab/bilingual.js';
import { atLine, unreadable, type Arrival, type Arrived, type Refusal } from '../format.js';
import { bare, type PlainHead } from '../plain.js';
import { Notes, RefusedError } from '../reading.js';
import { Slugs } from '../slugs.js';
import { toDraft } from '../to-draft.js';
import { bodyOf } from './read-block.js';
import { splitText, type Block } from './split.js';

/** Questions from a document, as text: what is copied out of Word. */
export function readText(text: string, locale: Locale): Arrived {
  const blocks = splitText(text);
  if (blocks.length === 0 && text.trim() !== '')
    return unreadable({
      en: 'has no numbered question in it: begin each one with its number, as in “1. …”',
      'zh-CN': '没有找到带题号的题目：请让每道题以题号开头，如“1. …”',
    });
  const slugs = new Slugs();
  const arrivals: Arrival[] = [];
  const refusals: Refusal[] = [];
  for (const block of blocks) {
    const place = atLine(block.line);
    try {
      arrivals.push({ place, ...read(block, slugs, locale) });
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      refusals.push({ place, why: error.why });
    }
  }
  return { arrivals, refusals };
}

function read(block: Block, slugs: Slugs, locale: Locale): Pick<Arrival, 'draft' | 'losses'> {
  const notes = new Notes();
  const parts = (name: Block['parts'][number]['part']) =>
    block.parts.filter(({ part }) => part === name).map(({ lines }) => joined(lines));
  if (parts('answer').length > 1)
    throw new RefusedError({
      en: 'has two answers; perhaps the number of the next question is missing',
      'zh-CN': '出现了两个答案；可能漏写了下一题的题号',
    });
  for (const { part, name, lines } of block.parts)
    if (part === 'other')
      notes.lose(`${name}: ${joined(lines)}`, {
        en: 'is nothing that Doorbell takes over; choose level and topics instead',
        'zh-CN': 'Doorbell 不接收这一项；请改选层级与主题',
      });
  const [title] = parts('title');
  const head: PlainHead = {
    ...bare(slugs.next(title, JSON.stringify([block.stem, block.options]))),
    title,
    explanation: parts('explanation').join('\n\n'),
    hints: parts('hint').map((text) => ({ text })),
    sources: parts('sources').flatMap((text) => text.split('\n').map(sourceOf)),
  };
  const [answer] = parts('answer');
  const [rubric] = parts('rubric');
  const { prompt, body } = bodyOf(block, answer, rubric, notes);
  return { draft: toDraft({ ...head, prompt, ...body }, locale), losses: notes.losses() };
}

function sourceOf(line: string): PlainHead['sources'][number] {
  const found = /^(.*?)\s*<(https:\/\/[^<>\s]+)>$/.exec(line.trim());
  return found ? { title: found[1] ?? '', url: found[2] ?? '' } : { title: line.trim() };
}

/** The lines as one text, without the empty ones around it. */
export const joined = (lines: readonly string[]): string => lines.join('\n').trim();
