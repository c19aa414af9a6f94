import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  exerciseFileSchema,
  programSchema,
  scenesFileSchema,
  type Exercise,
} from '../lab/exercise/exercise.js';
import { DATABASE, type Database } from '../platform/database/prisma.js';
import { HttpProblem } from '../platform/http/problem.js';

/** A package as the database keeps it; read back through the schema that wrote it. */
const storedSchema = exerciseFileSchema.extend({
  ...scenesFileSchema.shape,
  starter: z.string(),
  types: z.string(),
  programs: z.array(programSchema).optional(),
});

export interface StoredExercise {
  readonly id: string;
  readonly exercise: Exercise;
}

/** The exercises that are published, each in its newest version. */
@Injectable()
export class BankService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Easiest first, then by name: the order to read them in. */
  async list(): Promise<Exercise[]> {
    const rows = await this.database.exercise.findMany({
      where: { published: true },
      orderBy: [{ slug: 'asc' }, { version: 'desc' }],
      distinct: ['slug'],
    });
    return rows
      .map((row) => parseExercise(row.content))
      .sort((a, b) => a.level - b.level || a.slug.localeCompare(b.slug));
  }

  /** @throws HttpProblem unknown-exercise */
  async select(slug: string): Promise<StoredExercise> {
    const row = await this.database.exercise.findFirst({
      where: { slug, published: true },
      orderBy: { version: 'desc' },
    });
    if (row === null) {
      throw new HttpProblem('unknown-exercise', {
        en: `There is no exercise “${slug}”. GET /exercises lists those that exist.`,
        'zh-CN': `没有名为 “${slug}” 的练习。GET /exercises 会列出全部练习。`,
      });
    }
    return { id: row.id, exercise: parseExercise(row.content) };
  }
}

export function parseExercise(content: unknown): Exercise {
  return storedSchema.parse(content);
}
