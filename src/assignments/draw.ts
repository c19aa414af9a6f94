import type { Misfit } from '../lab/authored/schema-problems.js';
import { Random } from '../lab/peer/random.js';
import { streamOf } from '../questions/stream.js';
import type { Item, SubmissionRules } from './assignment.js';

/** Which questions and exercises an attempt gets. Pure: the same items, bank and seed give the same. */

/** What is asked of a published question to know whether a pool has it. */
export interface Candidate {
  readonly id: string;
  readonly slug: string;
  readonly covers: readonly string[];
  readonly level: string;
}

/** What can be asked: published questions and published exercises, each in its newest version. */
export interface Bank {
  readonly questions: readonly Candidate[];
  readonly exercises: readonly { readonly id: string; readonly slug: string }[];
}

export type Drawn =
  | { readonly questionId: string; readonly points: number }
  | { readonly exerciseId: string; readonly points: number; readonly submissions: SubmissionRules };

/** The questions of a pool; what is named narrows it. */
function inPool(pool: Extract<Item, { pool: unknown }>['pool'], bank: readonly Candidate[]): Candidate[] {
  return bank.filter(
    ({ slug, covers, level }) =>
      (pool.questions === undefined || pool.questions.includes(slug)) &&
      (pool.topics === undefined || pool.topics.some((topic) => covers.includes(topic))) &&
      (pool.levels === undefined || pool.levels.some((each) => each === level)),
  );
}

/** How many items an attempt has. */
export const drawnCount = (items: readonly Item[]): number =>
  items.reduce((sum, item) => sum + ('pool' in item ? item.draw : 1), 0);

/** No question comes twice: those that are named for everybody are in no draw. */
export function drawItems(
  items: readonly Item[],
  { questions, exercises }: Bank,
  seed: number,
  shuffle: boolean,
): Drawn[] {
  const taken = new Set(items.flatMap((item) => ('question' in item ? [item.question] : [])));
  const drawn = items.flatMap((item, index): Drawn[] => {
    if ('question' in item) {
      const named = questions.find(({ slug }) => slug === item.question);
      return named ? [{ questionId: named.id, points: item.points }] : [];
    }
    if ('exercise' in item) {
      const { exercise, points, submissions } = item;
      const named = exercises.find(({ slug }) => slug === exercise);
      return named ? [{ exerciseId: named.id, points, submissions }] : [];
    }
    const left = inPool(item.pool, questions).filter(({ slug }) => !taken.has(slug));
    const random = new Random(seed, streamOf(`pool ${index}`));
    const some = random.shuffled(left).slice(0, item.draw);
    for (const { slug } of some) taken.add(slug);
    return some.map(({ id }) => ({ questionId: id, points: item.points }));
  });
  return shuffle ? new Random(seed, streamOf('items')).shuffled(drawn) : drawn;
}

/** What keeps the items from being asked: questions that are not there, pools that are too small. */
export function itemProblems(items: readonly Item[], { questions: bank, exercises }: Bank): Misfit[] {
  const taken = new Set(items.flatMap((item) => ('question' in item ? [item.question] : [])));
  return items.flatMap((item, index) => {
    if ('question' in item)
      return namedProblems(items, index, { kind: 'question', slug: item.question, there: bank });
    if ('exercise' in item)
      return namedProblems(items, index, { kind: 'exercise', slug: item.exercise, there: exercises });
    const unknown = (item.pool.questions ?? []).filter((slug) => !bank.some((each) => each.slug === slug));
    if (unknown.length > 0)
      return [
        {
          path: ['items', index, 'pool', 'questions'],
          message: `there is no published question ${unknown.map((slug) => `\`${slug}\``).join(', ')}`,
        },
      ];
    const left = inPool(item.pool, bank).filter(({ slug }) => !taken.has(slug)).length;
    // Two pools may have questions in common: what an earlier one can take is not there for a later one.
    const before = items
      .slice(0, index)
      .reduce(
        (sum, each) => sum + ('pool' in each && overlaps(each.pool, item.pool, bank) ? each.draw : 0),
        0,
      );
    if (left - before >= item.draw) return [];
    return [
      {
        path: ['items', index, 'draw'],
        message: `${item.draw} are to be drawn, and ${Math.max(0, left - before)} are sure to be there`,
      },
    ];
  });
}

function namedProblems(
  items: readonly Item[],
  index: number,
  named: { kind: 'question' | 'exercise'; slug: string; there: readonly { readonly slug: string }[] },
): Misfit[] {
  const { kind, slug, there } = named;
  const first = items.findIndex((each) => Reflect.get(each, kind) === slug);
  if (first < index)
    return [{ path: ['items', index], message: `\`${slug}\` is asked already, as items[${first}]` }];
  if (there.some((each) => each.slug === slug)) return [];
  return [{ path: ['items', index, kind], message: `there is no published ${kind} \`${slug}\`` }];
}

type Pool = Extract<Item, { pool: unknown }>['pool'];

function overlaps(one: Pool, other: Pool, bank: readonly Candidate[]): boolean {
  const there = new Set(inPool(other, bank));
  return inPool(one, bank).some((each) => there.has(each));
}
