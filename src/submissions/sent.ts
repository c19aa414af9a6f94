import type { Bilingual } from '../lab/bilingual.js';
import type { Mechanism } from '../lab/verdict/report.js';
import { badParameter, HttpProblem } from '../platform/http/problem.js';

/** What was sent, before it is held against the exercise; `where` points at a field of it in a problem. */
export interface Sent {
  readonly source: string | undefined;
  readonly prediction: Mechanism | null;
  readonly program: string | null;
  readonly where: (field: 'source' | 'prediction' | 'program') => { pointer: string } | { parameter: string };
}

/** A problem of a field of the body, or of a parameter of the address. */
export function refuse(where: { pointer: string } | { parameter: string }, detail: Bilingual): HttpProblem {
  return 'parameter' in where
    ? badParameter(where, detail)
    : new HttpProblem('validation', detail, { errors: [{ ...where, detail }] });
}
