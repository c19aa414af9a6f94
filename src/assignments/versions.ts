import { Inject, Injectable } from '@nestjs/common';
import { parseExercise } from '../bank/bank-service.js';
import type { Exercise } from '../lab/exercise/exercise.js';
import { DATABASE, type Database, type Transaction } from '../platform/database/prisma.js';
import { type Question, questionSchema } from '../questions/question.js';

/** So many are kept: a bank has some hundreds, and every read of an attempt needs a dozen. */
const keptVersions = 2000;

/** The versions of questions and exercises that attempts ask, by row id: read and parsed once, since none ever changes. */
@Injectable()
export class Versions {
  readonly #questions = new Map<string, Question>();
  readonly #exercises = new Map<string, Exercise>();

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Within a transaction, give it: one that waits for a second connection may wait for ever. */
  async questions(
    ids: Iterable<string | null>,
    database: Transaction = this.database,
  ): Promise<ReadonlyMap<string, Question>> {
    return known(this.#questions, ids, async (missing) => {
      const rows = await database.question.findMany({
        where: { id: { in: missing } },
        select: { id: true, content: true },
      });
      return rows.map(({ id, content }) => [id, questionSchema.parse(content)]);
    });
  }

  async exercises(
    ids: Iterable<string | null>,
    database: Transaction = this.database,
  ): Promise<ReadonlyMap<string, Exercise>> {
    return known(this.#exercises, ids, async (missing) => {
      const rows = await database.exercise.findMany({
        where: { id: { in: missing } },
        select: { id: true, content: true },
      });
      return rows.map(({ id, content }) => [id, parseExercise(content)]);
    });
  }
}

async function known<T>(
  kept: Map<string, T>,
  ids: Iterable<string | null>,
  read: (ids: string[]) => Promise<[string, T][]>,
): Promise<ReadonlyMap<string, T>> {
  const wanted = new Set(ids);
  const missing = [...wanted].filter((id): id is string => id !== null && !kept.has(id));
  const found = new Map<string, T>();
  for (const id of wanted) {
    const version = id === null ? undefined : kept.get(id);
    if (id !== null && version !== undefined) found.set(id, version);
  }
  if (missing.length === 0) return found;
  if (kept.size > keptVersions) kept.clear();
  for (const [id, version] of await read(missing)) {
    kept.set(id, version);
    found.set(id, version);
  }
  return found;
}
