import type { Bilingual } from '../lab/bilingual.js';
import type { Question } from './question.js';

/** Every text of a question that somebody reads, with its place. */
export function textsOf(question: Question): { path: PropertyKey[]; text: Bilingual }[] {
  return found(question, []);
}

function found(value: unknown, path: readonly PropertyKey[]): { path: PropertyKey[]; text: Bilingual }[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => found(each, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  if (isBilingual(value)) return [{ path: [...path], text: value }];
  return Object.entries(value).flatMap(([key, each]) => found(each, [...path, key]));
}

function isBilingual(value: object): value is Bilingual {
  return 'en' in value && typeof value.en === 'string' && 'zh-CN' in value;
}
