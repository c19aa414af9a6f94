import type { Bilingual } from '../../lab/bilingual.js';
import { type Question, questionSchema } from '../question.js';
import type { TracePart } from '../types/trace-reading.js';
import { traceText } from '../types/traces.js';
import type { Loss } from './format.js';

type TraceReading = Extract<Question, { type: 'trace-reading' }>;

/** A question that other systems can hold: itself, or one of the parts that a trace reading was taken apart into. */
export interface Whole {
  readonly question: Exclude<Question, { type: 'trace-reading' }>;
  /** The question in the bank that it comes from. */
  readonly slug: string;
  /** Which part of it, from 1; null where it is the whole. */
  readonly part: number | null;
  readonly losses: readonly Loss[];
}

/** No other format has several questions on one trace: each part becomes a question and brings the traces along. */
export function apart(question: Question): Whole[] {
  if (question.type !== 'trace-reading') return [{ question, slug: question.slug, part: null, losses: [] }];
  const losses: Loss[] = [
    {
      fields: ['slug', 'type', 'title', 'prompt', 'source', 'traces', 'parts'],
      why: {
        en: `taken apart: its ${question.parts.length} parts are questions of their own, each with the traces in its prompt`,
        'zh-CN': `已拆开：${question.parts.length} 个小题各成一题，每题的题干都附上了记录`,
      },
    },
  ];
  if (question.parts.some(({ weight }) => weight !== 1))
    losses.push({
      fields: ['parts[].weight'],
      why: {
        en: 'questions of their own have no weight among each other',
        'zh-CN': '各自成题后，小题之间不再有权重',
      },
    });
  return question.parts.map((part, index) => ({
    question: partOf(question, part, index + 1),
    slug: question.slug,
    part: index + 1,
    losses,
  }));
}

function partOf(whole: TraceReading, part: TracePart, number: number): Whole['question'] {
  const { id: _, prompt, weight: __, ...body } = part;
  const { traces: ___, parts: ____, source: _____, ...head } = whole;
  const joined = (text: (locale: keyof Bilingual) => readonly string[]): Bilingual => ({
    en: text('en').join('\n\n'),
    'zh-CN': text('zh-CN').join('\n\n'),
  });
  const parted = {
    ...head,
    ...body,
    slug: `${whole.slug.slice(0, 58)}-${number}`,
    title: { en: `${whole.title.en} (${number})`, 'zh-CN': `${whole.title['zh-CN']}（${number}）` },
    prompt: joined((locale) => [
      whole.prompt[locale].trim(),
      ...whole.traces.flatMap((trace) => [
        ...(trace.title ? [trace.title[locale].trim()] : []),
        `\`\`\`\n${traceText(trace, locale).trimEnd()}\n\`\`\``,
      ]),
      whole.source[locale].trim(),
      prompt[locale].trim(),
    ]),
  };
  return questionSchema.parse(parted) as Whole['question'];
}
