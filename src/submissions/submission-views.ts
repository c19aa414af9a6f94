import { z } from 'zod';
import type { Locale } from '../lab/bilingual.js';
import { renderSyscalls } from '../lab/picture/syscalls-text.js';
import { mechanismSchema, reportSchema, reportStatusSchema, type Report } from '../lab/verdict/report.js';
import { renderReport } from '../lab/verdict/report-text.js';
import { syscallsSchema } from '../lab/verdict/syscalls.js';

export const submissionStatusSchema = z.enum(['queued', 'running', 'done']).meta({ id: 'SubmissionStatus' });

export const submissionModeSchema = z.enum(['graded', 'try', 'late', 'regrade']).meta({
  id: 'SubmissionMode',
  description:
    'graded; try: visible situations only, counted nowhere; late: it came after the end of its attempt, and is kept; regrade: an earlier one run again on another version',
});
export type SubmissionMode = z.infer<typeof submissionModeSchema>;

export const submissionSummarySchema = z
  .strictObject({
    id: z.uuid(),
    exercise: z.string(),
    exerciseVersion: z.number().int().positive(),
    status: submissionStatusSchema,
    mode: submissionModeSchema.default('graded'),
    attempt: z
      .strictObject({ id: z.uuid(), position: z.number().int(), url: z.string() })
      .nullable()
      .default(null)
      .meta({ description: 'The item of an attempt at an assignment that it is for; null is practice' }),
    createdAt: z.iso.datetime(),
    startedAt: z.iso.datetime().nullable(),
    finishedAt: z.iso.datetime().nullable(),
    account: z.strictObject({ id: z.uuid(), name: z.string() }),
    program: z
      .string()
      .nullable()
      .default(null)
      .meta({ description: 'Which of the exercise’s programs, where one was predicted' }),
    prediction: mechanismSchema
      .nullable()
      .default(null)
      .meta({ description: 'How the submitter expected the program to wait' }),
    result: z
      .strictObject({
        status: reportStatusSchema,
        passed: z.boolean(),
        score: z.number().int(),
        maxScore: z.number().int(),
        mechanism: mechanismSchema.nullable(),
        counted: z
          .boolean()
          .meta({ description: 'False for inconclusive and fault: not the student’s loss' }),
      })
      .nullable()
      .meta({ description: 'The report in short; null until it exists' }),
    url: z.string(),
  })
  .meta({ id: 'SubmissionSummary' });
export type SubmissionSummary = z.infer<typeof submissionSummarySchema>;

export const submissionSchema = submissionSummarySchema
  .extend({
    position: z
      .number()
      .int()
      .positive()
      .nullable()
      .meta({ description: 'Place in the queue, 1 is next; null unless queued' }),
    attempts: z.number().int().nonnegative().meta({ description: 'How often grading was begun' }),
    eventsUrl: z.string(),
    sourceUrl: z.string(),
    timelineUrl: z
      .string()
      .nullable()
      .meta({ description: 'The picture of how it waited, SVG; null until there is a report' }),
    report: reportSchema.nullable(),
    syscalls: syscallsSchema
      .nullable()
      .optional()
      .meta({ description: 'With `detail=syscalls` only; null while the traced run is being made' }),
  })
  .meta({ id: 'Submission' });
export type SubmissionView = z.infer<typeof submissionSchema>;

export const submissionListSchema = z
  .strictObject({
    items: z.array(submissionSummarySchema),
    next: z.string().nullable().meta({ description: 'Address of the next page; null on the last' }),
  })
  .meta({ id: 'SubmissionList' });

/** What a view is made from: a row with what it points at. */
export interface SubmissionRow {
  readonly id: string;
  readonly status: 'queued' | 'running' | 'done';
  readonly mode: SubmissionMode;
  readonly attemptId: string | null;
  readonly position: number | null;
  readonly attempts: number;
  readonly program: string | null;
  readonly prediction: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly account: { readonly id: string; readonly name: string };
  readonly exercise: { readonly slug: string; readonly version: number };
  readonly report: { readonly content: unknown; readonly counted: boolean } | null;
}

export function summaryOf(row: SubmissionRow): SubmissionSummary {
  const report = reportOf(row);
  return {
    id: row.id,
    exercise: row.exercise.slug,
    exerciseVersion: row.exercise.version,
    status: row.status,
    mode: row.mode,
    attempt:
      row.attemptId === null || row.position === null
        ? null
        : { id: row.attemptId, position: row.position, url: `/attempts/${row.attemptId}` },
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    account: { id: row.account.id, name: row.account.name },
    program: row.program,
    prediction: mechanismSchema.nullable().parse(row.prediction),
    result:
      report === null
        ? null
        : {
            status: report.status,
            passed: report.passed,
            score: report.score,
            maxScore: report.maxScore,
            mechanism: report.mechanism,
            counted: row.report?.counted ?? false,
          },
    url: `/submissions/${row.id}`,
  };
}

/** Checked when it was stored, not again: a report of an earlier Doorbell must stay readable. */
function reportOf(row: SubmissionRow): Report | null {
  if (row.report === null) return null;
  const content = row.report.content as Report;
  return { ...content, prediction: content.prediction ?? null };
}

export function viewOf(row: SubmissionRow, position: number | null): SubmissionView {
  return {
    ...summaryOf(row),
    position: row.status === 'queued' ? position : null,
    attempts: row.attempts,
    eventsUrl: `/submissions/${row.id}/events`,
    sourceUrl: `/submissions/${row.id}/source`,
    timelineUrl: row.report === null ? null : `/submissions/${row.id}/timeline.svg`,
    report: reportOf(row),
  };
}

/** A submission as a person reads it in a terminal: its report, or how far it has come. */
export function textOf(view: SubmissionView, locale: Locale): string {
  const { report, syscalls } = view;
  if (report === null) return progressText(view, locale);
  const text = `${modeText[view.mode]?.[locale] ?? ''}${renderReport(report satisfies Report, locale)}`;
  if (syscalls === undefined) return text;
  return `${text}\n${syscalls === null ? tracingText(view, locale) : renderSyscalls(syscalls, locale)}`;
}

/** Said before the report of one that does not count. */
const modeText: Partial<Record<SubmissionMode, Record<Locale, string>>> = {
  try: {
    en: 'A try: only the visible situations were played, for the checks they feed. It counts nowhere.\n\n',
    'zh-CN': '这是一次试运行：只运行了公开的场景，只看它们涉及的检查项，不计入任何成绩。\n\n',
  },
  late: {
    en: 'This came after the end of its attempt: it is kept and was run, and does not count.\n\n',
    'zh-CN': '这份提交在作答结束之后才到：已留存并运行，但不计分。\n\n',
  },
};

function tracingText({ url }: SubmissionView, locale: Locale): string {
  return locale === 'en'
    ? `The traced run is being made. Its system calls will be at ${url}?detail=syscalls; “Prefer: wait=60” waits for them.\n`
    : `跟踪运行正在进行。系统调用稍后可在 ${url}?detail=syscalls 查看；用 “Prefer: wait=60” 可以等到它完成。\n`;
}

function progressText(view: SubmissionView, locale: Locale): string {
  const place = view.position;
  const english =
    view.status === 'queued'
      ? `Queued${place === null ? '' : `, place ${place}`}. There is no report yet.`
      : 'Running. There is no report yet.';
  const chinese =
    view.status === 'queued'
      ? `正在排队${place === null ? '' : `，第 ${place} 位`}。报告尚未产生。`
      : '正在运行。报告尚未产生。';
  const hint =
    locale === 'en'
      ? `Read it at ${view.url}, or be told: ${view.eventsUrl}`
      : `可在 ${view.url} 查看，或通过 ${view.eventsUrl} 等待通知。`;
  return `${locale === 'en' ? english : chinese}\n${hint}\n`;
}
