import { isDeepStrictEqual } from 'node:util';
import { layoutOf } from './layout.js';
import type { Question } from './question.js';

/**
 * Whether every answer to one version says the same of the other: the same type, the same parts by their ids, the same
 * parameters in the same order (they are drawn one after another). Texts, keys, feedback and hints may differ. Only then can the key of one mark an answer to the other.
 */
export function takesTheSameAnswers(one: Question, other: Question): boolean {
  return isDeepStrictEqual(spaceOf(one), spaceOf(other));
}

function spaceOf(question: Question): object {
  const groups = [...layoutOf(question, 0)].map(([name, { ids }]): [string, string[]] => [
    name,
    [...ids].sort(),
  ]);
  const parts =
    question.type === 'trace-reading'
      ? question.parts.map(({ id, type }): [string, string] => [id, type])
      : [];
  return {
    type: question.type,
    parts,
    groups: new Map(groups),
    parameters: Object.entries(question.parameters),
  };
}
