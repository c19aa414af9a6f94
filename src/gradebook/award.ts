import { z } from 'zod';
import type { ItemRow } from '../assignments/attempt-row.js';
import { itemMark } from '../assignments/marks.js';
import type { Bilingual } from '../lab/bilingual.js';
import { HttpProblem } from '../platform/http/problem.js';

export const awardSchema = z
  .strictObject({
    points: z
      .number()
      .min(0)
      .nullable()
      .optional()
      .meta({ description: 'Instead of what follows from the answer; null takes back what was given' }),
    rubric: z
      .record(z.string().max(40), z.number().min(0))
      .optional()
      .meta({ description: 'Of an open answer: points for each line of its rubric' }),
    comment: z.string().trim().max(4000).nullable().optional(),
    reason: z
      .string()
      .trim()
      .min(1)
      .max(1000)
      .optional()
      .meta({ description: 'Needed when the item has a mark already' }),
  })
  .meta({ id: 'Award' });
export type Award = z.infer<typeof awardSchema>;

/** What keeps an award from being given to an item; null when nothing does. Pure. */
export function awardProblem(item: ItemRow, award: Award): HttpProblem | null {
  const { points, rubric, comment, reason } = award;
  if (points === undefined && rubric === undefined && comment === undefined)
    return wrong('', {
      en: 'Give points, a rubric or a comment.',
      'zh-CN': '请给出 points、rubric 或 comment。',
    });
  if (points !== undefined && rubric !== undefined)
    return wrong('/rubric', {
      en: 'Give points or a rubric, not both: the rubric comes to points by itself.',
      'zh-CN': 'points 与 rubric 只能给一个：按评分标准会自动得出分数。',
    });
  if (typeof points === 'number' && points > item.points)
    return wrong('/points', {
      en: `This item has ${item.points} points.`,
      'zh-CN': `这一题的满分为 ${item.points} 分。`,
    });
  if (rubric !== undefined) {
    const problem = rubricProblem(item, rubric);
    if (problem !== null) return problem;
  }
  // A first mark needs no excuse; changing one does.
  const changes = points !== undefined || rubric !== undefined;
  if (changes && reason === undefined && itemMark(item) !== null)
    return wrong('/reason', {
      en: 'This item is marked already: say why it is changed.',
      'zh-CN': '这一题已有得分：请说明修改的理由。',
    });
  return null;
}

function rubricProblem(item: ItemRow, rubric: Readonly<Record<string, number>>): HttpProblem | null {
  if (item.kind !== 'question' || item.marking.type !== 'open')
    return wrong('/rubric', {
      en: 'Only an open answer has a rubric; give points.',
      'zh-CN': '只有开放题才有评分标准；请直接给出 points。',
    });
  const lines = item.marking.rubric;
  for (const { id, points } of lines) {
    const given = rubric[id];
    if (given === undefined)
      return wrong('/rubric', {
        en: `The rubric’s line “${id}” has no points; 0 is none.`,
        'zh-CN': `评分标准中的 “${id}” 没有给分；不得分请写 0。`,
      });
    if (given > points)
      return wrong(`/rubric/${id}`, {
        en: `“${id}” is worth ${points} points at most.`,
        'zh-CN': `“${id}” 最多 ${points} 分。`,
      });
  }
  const unknown = Object.keys(rubric).find((id) => !lines.some((line) => line.id === id));
  if (unknown === undefined) return null;
  return wrong('/rubric', {
    en: `The rubric has no line “${unknown}”; it has: ${lines.map(({ id }) => id).join(', ')}.`,
    'zh-CN': `评分标准中没有 “${unknown}”；已有：${lines.map(({ id }) => id).join('、')}。`,
  });
}

function wrong(pointer: string, detail: Bilingual): HttpProblem {
  return new HttpProblem('validation', detail, { errors: [{ pointer, detail }] });
}
