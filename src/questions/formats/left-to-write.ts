import type { Misfit } from '../../lab/authored/schema-problems.js';
import { checkContent } from '../check-content.js';
import type { Vocabulary } from '../check-question.js';

/**
 * What the author of an imported draft has yet to do: everything that keeps it from being published. The misconceptions
 * of wrong options are among it from the beginning; the bank itself asks for them only when all else is there.
 */
export function leftToWrite(draft: unknown, vocabulary: Vocabulary): Misfit[] {
  const { problems } = checkContent(draft, vocabulary);
  const known = new Set(problems.map(({ path }) => path.join('/')));
  return [...problems, ...unnamed(draft, []).filter(({ path }) => !known.has(path.join('/')))];
}

const optionLists = new Set(['options', 'reasons']);

function unnamed(value: unknown, path: readonly PropertyKey[]): Misfit[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    const inside = unnamed(each, at);
    if (!Array.isArray(value) || !optionLists.has(String(path.at(-1)))) return inside;
    const option = each as { readonly correct?: unknown; readonly misconception?: unknown };
    return option.correct === true || option.misconception !== undefined
      ? inside
      : [...inside, { path: at, message: 'names no misconception; every wrong option tests one' }];
  });
}
