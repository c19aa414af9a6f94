import { z } from 'zod';
import { bilingualSchema, type Locale } from '../../lab/bilingual.js';
import { renderTimelinePicture } from '../../lab/picture/timeline-picture.js';
import { renderTimeline } from '../../lab/picture/timeline-text.js';
import { recordedEventSchema } from '../../lab/verdict/recording.js';
import type { TimelineEntry } from '../../lab/verdict/report.js';
import { eventText } from '../../lab/verdict/words/timeline.js';
import { partIdSchema } from '../names.js';

/**
 * What a trace reading reads: system calls as they were recorded, or the timeline of a run as a report has it
 * (`doorbell grade --json`, one scene and one round), which students get as a picture and as a table in their language.
 */

const entrySchema = recordedEventSchema.omit({ round: true });

export const traceSchema = z
  .strictObject({
    id: partIdSchema,
    title: bilingualSchema.optional(),
    text: z.string().min(1).max(8000).optional().meta({ description: 'System calls, as recorded' }),
    timeline: z.array(entrySchema).min(1).max(60).optional().meta({
      description: 'Of a report: entries of one scene and one round, without scene, round and text',
    }),
  })
  .refine(({ text, timeline }) => (text === undefined) !== (timeline === undefined), {
    message: 'has either a text or a timeline',
  });
export type Trace = z.infer<typeof traceSchema>;

/** As text, in the reader’s language where it is a timeline. */
export function traceText(trace: Trace, locale: Locale): string {
  if (trace.text !== undefined) return trace.text;
  const [, ...lines] = renderTimeline({ timeline: entriesOf(trace, locale) }, locale).split('\n');
  return lines.join('\n');
}

/** As an SVG document; null of system calls. */
export function tracePicture(trace: Trace, locale: Locale): string | null {
  if (trace.timeline === undefined) return null;
  return renderTimelinePicture(entriesOf(trace, locale), nameOf(trace, locale), locale);
}

const nameOf = ({ title, id }: Trace, locale: Locale): string => title?.[locale] ?? id.toUpperCase();

function entriesOf(trace: Trace, locale: Locale): TimelineEntry[] {
  const scene = nameOf(trace, locale);
  return (trace.timeline ?? []).map((entry) => ({ ...entry, scene, text: eventText(entry) }));
}
