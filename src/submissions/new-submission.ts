import type { Request } from 'express';
import { z } from 'zod';
import type { Exercise } from '../lab/exercise/exercise.js';
import { mechanisms, mechanismSchema, type Mechanism } from '../lab/verdict/report.js';
import type { Caller } from '../people/roles.js';
import { unsupportedType } from '../platform/http/body.js';
import { RawBody } from '../platform/http/raw-body.js';
import { badParameter, HttpProblem } from '../platform/http/problem.js';
import { jsonFieldProblems } from '../platform/http/schema-pipe.js';
import { predictedProgram } from './predicted-program.js';
import { refuse, type Sent } from './sent.js';
import { acceptSource } from './source-rules.js';

export const newSubmissionSchema = z
  .strictObject({
    source: z.string().optional().meta({
      description: 'The TypeScript file, whole; only a prediction of a shipped program has none',
      example: "import net from 'node:net';\n",
    }),
    prediction: mechanismSchema.optional().meta({
      description: 'How you expect the program to wait; the report sets it against what was seen',
    }),
    program: z
      .string()
      .optional()
      .meta({ description: 'Which of the exercise’s programs is predicted, where it has any' }),
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
  /** Unsigned 32 bits; drawn when null. */
  readonly seed: number | null;
  readonly prediction: Mechanism | null;
  /** Name of the shipped program that `source` is, for a prediction. */
  readonly program: string | null;
}

/**
 * A submission out of a body that is JSON, or the file itself, or nothing.
 * @throws HttpProblem validation, too-large, forbidden, bad-parameter
 */
export function readSubmission(
  request: Request,
  exercise: Exercise,
  caller: Caller,
  limitBytes: number,
): NewSource {
  const body: unknown = request.body;
  if (body instanceof RawBody) throw unsupportedType(body.mediaType);
  // A JSON string is JSON too, but no submission: told apart by what the request says it is.
  const isFile = body === undefined || (typeof body === 'string' && !request.is('application/json'));
  const { seed, ...sent } = isFile ? sentAsFile(request, body ?? '') : sentAsJson(request, body, caller);
  const { prediction } = sent;
  if (exercise.kind === 'prediction') return { seed, prediction, ...predictedProgram(exercise, sent) };
  if (sent.program !== null) {
    throw refuse(sent.where('program'), {
      en: 'This exercise has no programs to choose from: send your own source.',
      'zh-CN': '这道题没有可选的程序：请提交你自己的源码。',
    });
  }
  const at = sent.where('source');
  const source = acceptSource(sent.source ?? '', 'pointer' in at ? at.pointer : '', limitBytes);
  return { source, seed, prediction, program: null };
}

/** The file itself has no room for more than the source; what goes with it stands in the address. */
function sentAsFile(request: Request, source: string): Sent & { seed: null } {
  const { prediction, program } = request.query;
  const word = mechanismSchema.nullable().safeParse(prediction ?? null);
  if (!word.success) {
    throw badParameter(
      { parameter: 'prediction' },
      {
        en: `A prediction is one of these words: ${mechanisms.join(', ')}.`,
        'zh-CN': `prediction 应为下列词之一：${mechanisms.join('、')}。`,
      },
    );
  }
  if (program !== undefined && typeof program !== 'string') {
    throw badParameter(
      { parameter: 'program' },
      { en: 'Name one program.', 'zh-CN': '请只写一个程序的名字。' },
    );
  }
  const where: Sent['where'] = (field) => (field === 'source' ? { pointer: '' } : { parameter: field });
  return { source, prediction: word.data, program: program ?? null, seed: null, where };
}

function sentAsJson(request: Request, body: unknown, caller: Caller): Sent & { seed: number | null } {
  for (const parameter of ['prediction', 'program']) {
    if (request.query[parameter] === undefined) continue;
    throw badParameter(
      { parameter },
      {
        en: `With a JSON body \`${parameter}\` is one of its fields, not a parameter.`,
        'zh-CN': `请求体为 JSON 时，\`${parameter}\` 应写在请求体里，而不是作为参数。`,
      },
    );
  }
  const parsed = newSubmissionSchema.safeParse(body, { reportInput: true });
  if (!parsed.success) throw jsonFieldProblems(parsed.error);
  const { source, seed = null, prediction = null, program = null } = parsed.data;
  if (seed !== null && caller.role !== 'instructor' && caller.role !== 'admin') {
    const detail = {
      en: 'Only instructors and admins choose a seed.',
      'zh-CN': '只有教师和管理员可以指定种子。',
    };
    throw new HttpProblem('forbidden', detail, { errors: [{ pointer: '/seed', detail }] });
  }
  return { source, seed, prediction, program, where: (field) => ({ pointer: `/${field}` }) };
}
