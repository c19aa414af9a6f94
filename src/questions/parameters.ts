import { Random } from '../lab/peer/random.js';
import { evaluate, type Values } from './expression.js';
import type { Question } from './question.js';
import { streamOf } from './stream.js';

/** One value of each parameter, drawn from the attempt’s seed: always the same for the same attempt and question. */
export function drawnValues(
  { slug, parameters }: Pick<Question, 'slug' | 'parameters'>,
  seed: number,
): Values {
  const random = new Random(seed, streamOf(`${slug} parameters`));
  return Object.fromEntries(
    Object.entries(parameters).map(([name, choices]) => [
      name,
      choices[random.between(0, choices.length - 1)] ?? 0,
    ]),
  );
}

/** Every combination of parameters; at most `limit` of them, the first ones. */
export function allValues(parameters: Question['parameters'], limit = 10_000): Values[] {
  let combinations: Values[] = [{}];
  for (const [name, choices] of Object.entries(parameters))
    combinations = combinations
      .flatMap((values) => choices.map((choice) => ({ ...values, [name]: choice })))
      .slice(0, limit);
  return combinations;
}

const placeholder = /\{\{([^{}]*)\}\}/g;

/** What stands between {{ and }} in a text. */
export function placeholdersOf(text: string): string[] {
  return [...text.matchAll(placeholder)].map(([, inside]) => (inside ?? '').trim());
}

/**
 * The text with its arithmetic worked out. Only questions with parameters have any: elsewhere {{ }} is text.
 *
 * @throws ExpressionError
 */
export function filled(text: string, values: Values): string {
  if (Object.keys(values).length === 0) return text;
  return text.replaceAll(placeholder, (whole, inside: string) =>
    inside.trim() === '' ? whole : shown(evaluate(inside, values)),
  );
}

/** At most six decimals, none that say nothing. */
function shown(value: number): string {
  return String(Number(value.toFixed(6)));
}
