import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import type { Misfit } from '../../lab/authored/schema-problems.js';
import type { Bilingual } from '../../lab/bilingual.js';
import { HttpProblem, type FieldProblem } from './problem.js';
import { RawBody } from './raw-body.js';

const chinese = z.locales.zhCN().localeError;

/**
 * Checks what a handler takes against the Zod schema it names (`@Body({ schema })`, `@Query({ schema })`, …); the
 * same schema describes it in the OpenAPI document. Wrong bodies are 422 with pointers, wrong parameters 400.
 */
@Injectable()
export class SchemaPipe implements PipeTransform {
  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    const { schema } = metadata;
    if (!(schema instanceof z.ZodType)) return value;
    if (metadata.type === 'body' && isNoJson(value)) throw jsonWanted();
    const result = schema.safeParse(value, { reportInput: true });
    const nul = result.success ? placeOfNul(result.data) : null;
    if (nul !== null) throw nulProblem(nul, metadata);
    if (result.success) return result.data;
    if (metadata.type === 'body') throw jsonFieldProblems(result.error);
    const errors = result.error.issues.flatMap((issue) => describe(issue, metadata));
    throw new HttpProblem('bad-parameter', errors[0]?.detail ?? summary(errors.length), { errors });
  }
}

/** Where a text holds U+0000, which no column of the database can; null where none does. */
function placeOfNul(value: unknown): PropertyKey[] | null {
  if (typeof value === 'string') return value.includes('\0') ? [] : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, each] of Object.entries(value)) {
    const place = key.includes('\0') ? [] : placeOfNul(each);
    if (place !== null) return [key, ...place];
  }
  return null;
}

function nulProblem(
  place: readonly PropertyKey[],
  { type, data }: Pick<ArgumentMetadata, 'type' | 'data'>,
): HttpProblem {
  const detail = {
    en: 'A text here holds the character U+0000, which cannot be stored; take it out.',
    'zh-CN': '文本中含有字符 U+0000，无法存储；请将其删除。',
  };
  const name = data ?? String(place[0] ?? '');
  return type === 'body'
    ? new HttpProblem('validation', detail, { errors: [{ pointer: pointer(place), detail }] })
    : new HttpProblem('bad-parameter', detail, { errors: [{ parameter: name, detail }] });
}

/** What is wrong with a JSON body, field by field. */
export function jsonFieldProblems(error: z.ZodError): HttpProblem {
  const errors = error.issues.flatMap((issue) => describe(issue, { type: 'body' }));
  return new HttpProblem('validation', summary(errors.length), { errors });
}

const isNoJson = (body: unknown) => body === undefined || typeof body === 'string' || body instanceof RawBody;

function jsonWanted(): HttpProblem {
  return new HttpProblem('unsupported-media-type', {
    en: 'A JSON body is needed here: send it with “Content-Type: application/json”.',
    'zh-CN': '此处需要 JSON 请求体：请以 “Content-Type: application/json” 发送。',
  });
}

function summary(count: number): Bilingual {
  return count === 1
    ? {
        en: 'One field cannot be used; “errors” says which and why.',
        'zh-CN': '有一个字段无法使用；“errors” 指出了字段与原因。',
      }
    : {
        en: `${count} fields cannot be used; “errors” says which and why.`,
        'zh-CN': `有 ${count} 个字段无法使用；“errors” 指出了字段与原因。`,
      };
}

function describe(
  issue: z.core.$ZodIssue,
  metadata: Pick<ArgumentMetadata, 'type' | 'data'>,
): FieldProblem[] {
  const detail = { en: issue.message, 'zh-CN': inChinese(issue) };
  // A key nobody knows is a problem of that key, not of the object around it.
  const paths =
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
  return paths.map((path) =>
    metadata.type === 'body'
      ? { pointer: pointer(path), detail }
      : { parameter: metadata.data ?? path.map(String).join('.'), detail },
  );
}

/** Places and messages of an author's own text, as the fields of a problem; `prefix` is a JSON Pointer to that text. */
export function fieldProblems(misfits: readonly Misfit[], prefix = ''): FieldProblem[] {
  return misfits.map(({ path, message }) => ({
    pointer: prefix + pointer(path),
    detail: { en: message, 'zh-CN': message },
  }));
}

/** RFC 6901. */
export function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function inChinese(issue: z.core.$ZodIssue): string {
  const said = chinese(issue as z.core.$ZodRawIssue);
  return (typeof said === 'string' ? said : said?.message) ?? issue.message;
}
