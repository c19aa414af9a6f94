import type { Request } from 'express';
import { z } from 'zod';
import type { Caller } from '../people/roles.js';
import { HttpProblem } from '../platform/http/problem.js';
import { jsonFieldProblems } from '../platform/http/schema-pipe.js';
import { acceptSource } from './source-rules.js';

export const newSubmissionSchema = z
  .strictObject({
    source: z
      .string()
      .meta({ description: 'The TypeScript file, whole', example: "import net from 'node:net';\n" }),
    seed: z
      .number()
      .int()
      .min(0)
      .max(0xffff_ffff)
      .optional()
      .meta({ description: 'Repeats a run’s random choices; for instructors and admins' }),
  })
  .meta({ id: 'NewSubmission' });

/**
 * A submission out of a body that is either JSON or the file itself.
 * @throws HttpProblem validation, too-large, forbidden
 */
export function readSubmission(
  request: Request,
  caller: Caller,
  limitBytes: number,
): { source: string; seed: number | null } {
  const body: unknown = request.body;
  if (body === undefined || typeof body === 'string') {
    // A JSON string is JSON too, but no submission: told apart by what the request says it is.
    if (body === undefined || !request.is('application/json')) {
      return { source: acceptSource(body ?? '', '', limitBytes), seed: null };
    }
  }
  const parsed = newSubmissionSchema.safeParse(body, { reportInput: true });
  if (!parsed.success) throw jsonFieldProblems(parsed.error);
  const { source, seed = null } = parsed.data;
  if (seed !== null && caller.role === 'student') {
    const detail = {
      en: 'Only instructors and admins choose a seed.',
      'zh-CN': '只有教师和管理员可以指定种子。',
    };
    throw new HttpProblem('forbidden', detail, { errors: [{ pointer: '/seed', detail }] });
  }
  return { source: acceptSource(source, '/source', limitBytes), seed };
}
