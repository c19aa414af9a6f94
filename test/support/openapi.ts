import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Response } from 'supertest';
import { cloneRoot } from '../../src/platform/paths.js';

interface Operation {
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, object>> }>>;
}

export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** The committed description, against which real answers are held. */
export async function readApiDocument(): Promise<ApiDocument> {
  return JSON.parse(await readFile(join(cloneRoot, 'docs', 'openapi.json'), 'utf8')) as ApiDocument;
}

/** Says what about an answer is not as the document promises; nothing when all is. */
export function apiChecker(
  document: ApiDocument,
): (method: string, path: string, answer: Response) => string[] {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'api', ...document });
  const compiled = new Map<string, ValidateFunction>();
  return (method, path, answer) => {
    const place = ['paths', path, method, 'responses', String(answer.status)];
    const response = document.paths[path]?.[method]?.responses[String(answer.status)];
    if (response === undefined) return [`${method} ${path} does not promise ${answer.status}`];
    const type = answer.headers['content-type']?.split(';')[0] ?? '';
    if (response.content === undefined)
      return type === '' ? [] : [`${answer.status} promises no body, it is ${type}`];
    if (response.content[type] === undefined) return [`${answer.status} does not promise ${type}`];
    if (!type.endsWith('json')) return [];
    const reference = `api#/${[...place, 'content', type, 'schema'].map(escapePart).join('/')}`;
    const validate = compiled.get(reference) ?? ajv.compile({ $ref: reference });
    compiled.set(reference, validate);
    return validate(answer.body)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}

/** RFC 6901 in a URI fragment. */
function escapePart(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}
