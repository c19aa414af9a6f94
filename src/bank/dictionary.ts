import type { Dictionary } from '../questions/load-questions.js';

/** Injection token: the misconceptions and topics that questions may name, read when the service starts. */
export const DICTIONARY = Symbol('dictionary');

export type { Dictionary };
