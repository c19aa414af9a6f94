import type { Request } from 'express';
import { z } from 'zod';
import { mechanisms, mechanismSchema, type Mechanism } from '../lab/verdict/report.js';
import type { Caller } from '../people/roles.js';
import { badParameter, HttpProblem } from '../platform/http/problem.js';
import { jsonFieldProblems } from '../platform/http/schema-pipe.js';
import { acceptSource } from './source-rules.js';

export const newSubmissionSchema = z
  .strictObject({
    source: z
      .string()
      .meta({ description: 'The TypeScript file, whole', example: "import net from 'node:net';\n" }),
    prediction: mechanismSchema.optional().meta({
      description: 'How you expect the program to wait; the report sets it against what was seen',
    }),
    seed: z
      .number()
      .int()
      .min(0)
      .max(0xffff_ffff)
      .optional()
      .meta({ description: 'Repeats a run’s random choices; for instructors and admins' }),
  })
  .meta({ id: 'NewSubmission' });

export interface NewSource {
  readonly source: string;
  readonly seed: number | null;
  readonly prediction: Mechanism | null;
}

/**
 * A submission out of a body that is either JSON or the file itself.
 * @throws HttpProblem validation, too-large, forbidden, bad-parameter
 */
export function readSubmission(request: Request, caller: Caller, limitBytes: number): NewSource {
  const body: unknown = request.body;
  const asked = predictionParameter(request);
  if (body === undefined || typeof body === 'string') {
    // A JSON string is JSON too, but no submission: told apart by what the request says it is.
    if (body === undefined || !request.is('application/json')) {
      return { source: acceptSource(body ?? '', '', limitBytes), seed: null, prediction: asked };
    }
  }
  const parsed = newSubmissionSchema.safeParse(body, { reportInput: true });
  if (!parsed.success) throw jsonFieldProblems(parsed.error);
  const { source, seed = null, prediction = null } = parsed.data;
  if (asked !== null) {
    throw badParameter(
      { parameter: 'prediction' },
      {
        en: 'With a JSON body the prediction is one of its fields, not a parameter.',
        'zh-CN': '请求体为 JSON 时，prediction 应写在请求体里，而不是作为参数。',
      },
    );
  }
  if (seed !== null && caller.role === 'student') {
    const detail = {
      en: 'Only instructors and admins choose a seed.',
      'zh-CN': '只有教师和管理员可以指定种子。',
    };
    throw new HttpProblem('forbidden', detail, { errors: [{ pointer: '/seed', detail }] });
  }
  return { source: acceptSource(source, '/source', limitBytes), seed, prediction };
}

/** The file itself has no room for more than the source; what goes with it stands in the address. */
function predictionParameter(request: Request): Mechanism | null {
  const given: unknown = request.query.prediction;
  if (given === undefined) return null;
  const word = mechanismSchema.safeParse(given);
  if (word.success) return word.data;
  throw badParameter(
    { parameter: 'prediction' },
    {
      en: `A prediction is one of these words: ${mechanisms.join(', ')}.`,
      'zh-CN': `prediction 应为下列词之一：${mechanisms.join('、')}。`,
    },
  );
}
