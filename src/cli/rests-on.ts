import type { Report } from '../lab/verdict/report.js';

/** Events of the timeline that a verdict rests on. */
const decisive: ReadonlySet<string> = new Set(['untold', 'asleep', 'moving', 'gone', 'threw']);

/** The last so many of them are shown. */
const MOST = 12;

/**
 * What a verdict rests on, a line each, in English: for who looks into one that should have been another. What comes out
 * otherwise once in a thousand runs is not easily had again.
 */
export function restsOn({ checks, timeline }: Report): string[] {
  const failed = checks.filter(({ passed }) => !passed);
  const seen = timeline.filter(({ event }) => decisive.has(event)).slice(-MOST);
  return [
    ...failed.map(({ id, observed }) => `${id}: ${observed.en}`),
    ...seen.map(({ scene, at, until = at, text }) => `${scene}, ${at} … ${until} ms: ${text.en}`),
  ];
}
