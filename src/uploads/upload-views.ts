import { z } from 'zod';
import { parseExercise } from '../bank/bank-service.js';
import { bilingualSchema } from '../lab/bilingual.js';
import { mechanismSchema } from '../lab/verdict/report.js';
import { type SolutionResult, solutionResultSchema, storedSolutionSchema } from './solution-result.js';

/** What instructors get of the packages they have sent. */

export const uploadStatusSchema = z
  .enum(['checking', 'ready', 'refused', 'failed', 'published', 'withdrawn'])
  .meta({
    id: 'UploadStatus',
    description:
      '`checking`: its solutions are being run; `ready`: all as stated; `refused`: one is not; `failed`: they could not be run, since types.d.ts does not compile or by a fault of ours',
  });

export const uploadSummarySchema = z
  .strictObject({
    id: z.uuid(),
    slug: z.string(),
    version: z.number().int().positive(),
    title: bilingualSchema,
    status: uploadStatusSchema,
    progress: z
      .strictObject({ done: z.number().int().nonnegative(), of: z.number().int().positive() })
      .meta({ description: 'How many of its solutions have been run' }),
    uploader: z.strictObject({ id: z.uuid(), name: z.string() }),
    sha256: z.string().meta({ description: 'Of the archive as it was sent' }),
    bytes: z.number().int().positive(),
    createdAt: z.iso.datetime(),
    checkedAt: z.iso.datetime().nullable(),
    publishedAt: z.iso.datetime().nullable(),
    url: z.string(),
    exerciseUrl: z.string().nullable().meta({ description: 'Where students find it; null unless published' }),
  })
  .meta({ id: 'UploadSummary' });
export type UploadSummary = z.infer<typeof uploadSummarySchema>;

const checkedSolutionSchema = z
  .strictObject({
    file: z.string(),
    accepted: z.boolean().meta({ description: 'Whether it must pass' }),
    stated: z.strictObject({
      status: z.string(),
      mechanism: mechanismSchema.nullable(),
      dataPath: z.string().nullable(),
      fails: z.array(z.string()),
    }),
    asStated: z.boolean().nullable().meta({ description: 'Null until it was run' }),
    result: solutionResultSchema.nullable(),
  })
  .meta({ id: 'CheckedSolution' });

export const uploadSchema = uploadSummarySchema
  .extend({ solutions: z.array(checkedSolutionSchema) })
  .meta({ id: 'Upload' });
export type UploadView = z.infer<typeof uploadSchema>;

export const uploadListSchema = z
  .strictObject({
    items: z.array(uploadSummarySchema),
    next: z.string().nullable().meta({ description: 'Address of the next page; null on the last' }),
  })
  .meta({ id: 'UploadList' });

/** What a summary is made from. */
export interface UploadRow {
  readonly id: string;
  readonly slug: string;
  readonly version: number;
  readonly status: UploadSummary['status'];
  readonly sha256: string;
  readonly bytes: number;
  readonly content: unknown;
  readonly createdAt: Date;
  readonly checkedAt: Date | null;
  readonly publishedAt: Date | null;
  readonly account: { readonly id: string; readonly name: string };
  readonly solutions: readonly { readonly asStated: boolean | null }[];
}

export interface SolutionRow {
  readonly content: unknown;
  readonly asStated: boolean | null;
  readonly result: unknown;
}

export function uploadSummary(row: UploadRow): UploadSummary {
  return {
    id: row.id,
    slug: row.slug,
    version: row.version,
    title: parseExercise(row.content).title,
    status: row.status,
    progress: {
      done: row.solutions.filter(({ asStated }) => asStated !== null).length,
      of: row.solutions.length,
    },
    uploader: { id: row.account.id, name: row.account.name },
    sha256: row.sha256,
    bytes: row.bytes,
    createdAt: row.createdAt.toISOString(),
    checkedAt: row.checkedAt?.toISOString() ?? null,
    publishedAt: row.publishedAt?.toISOString() ?? null,
    url: `/exercises/uploads/${row.id}`,
    exerciseUrl: row.status === 'published' ? `/exercises/${row.slug}` : null,
  };
}

export function uploadView(row: UploadRow & { readonly solutions: readonly SolutionRow[] }): UploadView {
  return { ...uploadSummary(row), solutions: row.solutions.map(checkedSolution) };
}

function checkedSolution({ content, asStated, result }: SolutionRow): z.infer<typeof checkedSolutionSchema> {
  const { file, accepted, status, mechanism, dataPath, fails } = storedSolutionSchema.parse(content);
  return {
    file,
    accepted,
    stated: { status, mechanism, dataPath, fails: [...fails] },
    asStated,
    // Checked when it was stored, not again: a report of an earlier Doorbell must stay readable.
    result: result as SolutionResult | null,
  };
}
