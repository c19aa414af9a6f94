import { z } from 'zod';
import { bilingualSchema } from '../../lab/bilingual.js';
import { mistakeSchema, partIdSchema } from '../names.js';
import { clamped, nothing, type Outcome } from '../outcome.js';

/**
 * Steps to be put in order; the order may be partial. Marks by pairs: each pair that must stand in one order and does
 * earns, each that does not costs as much, so that an order by chance is worth about nothing.
 */

export const orderingShape = {
  type: z.literal('ordering'),
  items: z
    .array(z.strictObject({ id: partIdSchema, text: bilingualSchema }))
    .min(3)
    .max(12),
  order: z
    .array(z.array(partIdSchema).min(2).max(12))
    .min(1)
    .max(12)
    .meta({ description: 'Chains, each from first to last: [[a, b, c], [a, d, c]] leaves b and d free' }),
  traps: z
    .array(z.strictObject({ first: partIdSchema, second: partIdSchema, ...mistakeSchema }))
    .default([])
    .meta({ description: 'Wrong orders of two items that show how somebody thinks' }),
};

export const orderingAnswerSchema = z.strictObject({ order: z.array(partIdSchema).max(12) });

export type Ordering = z.infer<z.ZodObject<typeof orderingShape>>;

/** Every pair whose order is fixed, by the chains and by what follows from them. */
export function fixedPairs({ items, order }: Pick<Ordering, 'items' | 'order'>): [string, string][] {
  const after = new Map(items.map(({ id }) => [id, new Set<string>()]));
  for (const chain of order)
    for (const [index, id] of chain.entries())
      for (const later of chain.slice(index + 1)) after.get(id)?.add(later);
  for (const middle of after.keys())
    for (const [first, followers] of after)
      if (followers.has(middle)) for (const later of after.get(middle) ?? []) after.get(first)?.add(later);
  return [...after].flatMap(([first, followers]) =>
    [...followers].map((then): [string, string] => [first, then]),
  );
}

export function scoreOrdering(
  question: Pick<Ordering, 'items' | 'order' | 'traps'>,
  { order }: z.infer<typeof orderingAnswerSchema>,
): Outcome {
  const place = new Map(order.map((id, index) => [id, index]));
  const complete = question.items.every(({ id }) => place.has(id));
  if (!complete || place.size !== order.length || order.length !== question.items.length) return nothing;
  const isBefore = (first: string, then: string) => (place.get(first) ?? 0) < (place.get(then) ?? 0);
  const pairs = fixedPairs(question);
  const right = pairs.filter(([first, then]) => isBefore(first, then)).length;
  const parts = pairs.flatMap(([first, then]) => {
    if (isBefore(first, then)) return [];
    const trap = question.traps.find((each) => each.first === then && each.second === first);
    return [
      {
        part: `${then} ${first}`,
        correct: false,
        feedback: trap?.feedback,
        misconception: trap?.misconception,
      },
    ];
  });
  return { share: clamped((2 * right - pairs.length) / pairs.length), parts };
}

/** One order that keeps to all chains; of items that are free, the one written first comes first. */
export function rightOrder(question: Pick<Ordering, 'items' | 'order'>): { order: string[] } {
  const before = new Map(question.items.map(({ id }) => [id, new Set<string>()]));
  for (const [first, then] of fixedPairs(question)) before.get(then)?.add(first);
  const order: string[] = [];
  while (order.length < question.items.length) {
    const next = question.items.find(
      ({ id }) => !order.includes(id) && [...(before.get(id) ?? [])].every((each) => order.includes(each)),
    );
    if (next === undefined) break; // A circle: the bank’s own check has said so.
    order.push(next.id);
  }
  return { order };
}
