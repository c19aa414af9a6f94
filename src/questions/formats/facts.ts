import { levels } from '../question.js';
import type { PlainHead } from './plain.js';

/**
 * Facts that a question of Doorbell has and other systems know only as tags: `level:recall`, `topic:levels`. A tag of
 * somebody else is nothing Doorbell understands.
 */

type Facts = Pick<PlainHead, 'level' | 'minutes' | 'lecture' | 'covers' | 'conceptTest'>;

export function tagsOf({ level, minutes, lecture, covers, conceptTest }: Facts): string[] {
  return [
    ...(level ? [`level:${level}`] : []),
    ...(minutes === undefined ? [] : [`minutes:${minutes}`]),
    ...(lecture ? [`lecture:${lecture}`] : []),
    ...covers.map((topic) => `topic:${topic}`),
    ...(conceptTest ? ['concept-test'] : []),
  ];
}

const name = /^[a-z][a-z0-9-]{2,62}$/;

/** What the tags say, and those that say nothing here. */
export function factsOf(tags: readonly string[]): { facts: Facts; unknown: string[] } {
  let facts: Facts = { covers: [], conceptTest: false };
  const unknown: string[] = [];
  for (const tag of tags) {
    const [key = '', value = ''] = tag.split(/:(.*)/s);
    const level = levels.find((each) => each === value);
    if (key === 'level' && level) facts = { ...facts, level };
    else if (key === 'minutes' && /^[1-9]\d?$/.test(value)) facts = { ...facts, minutes: Number(value) };
    else if (key === 'lecture' && name.test(value)) facts = { ...facts, lecture: value };
    else if (key === 'topic' && name.test(value)) facts = { ...facts, covers: [...facts.covers, value] };
    else if (tag === 'concept-test') facts = { ...facts, conceptTest: true };
    else unknown.push(tag);
  }
  return { facts, unknown };
}
