import { createColors } from 'picocolors';
import type { Bilingual, Locale } from '../bilingual.js';
import { printableLine, wrap } from './plain-text.js';
import { diagnosticLines, levelLines, outputLines } from './report-text.js';
import type { Report } from './report.js';
import { reportWords } from './report-words.js';

/** Columns, as in a report. */
const width = 100;

/** How the program was seen to wait, in a sentence; of one that was not played, why. */
export function sentenceOf(report: Report): Bilingual {
  const waited = report.checks.find(({ id }) => id === 'notified');
  return report.status === 'graded' && waited ? waited.observed : report.summary;
}

/**
 * A report of a program that nobody asked anything of, as a person reads it in a terminal: how it waited, what else was
 * seen of it that a program which is told does not do, and the levels. No points, nothing passed or failed.
 */
export function renderObserved(
  report: Report,
  name: string,
  locale: Locale,
  options: { colours?: boolean } = {},
): string {
  const words = reportWords[locale];
  const paint = createColors(options.colours ?? false);
  const say = (text: Bilingual): string => printableLine(text[locale]);
  const how =
    report.mechanism === null
      ? words.headline[report.status === 'graded' ? 'unclear' : report.status]
      : words.mechanism[report.mechanism];
  // Those after it mostly fail because of it, or were not reached.
  const first = report.checks.find(({ id, passed }) => id !== 'notified' && !passed);
  const besides = first
    ? wrap(say(first.observed), width, `  ${say(first.title)}${words.colon}`, '    ')
    : [];
  const sections = [
    [paint.bold(`${printableLine(name)}${words.between}${how}`)],
    wrap(say(sentenceOf(report)), width),
    besides.length > 0 ? [words.besides, ...besides] : [],
    diagnosticLines(report, words, say, paint),
    report.status === 'graded' ? levelLines(report, words, say) : [],
    outputLines(report, words, paint),
    [paint.dim(words.seed(report.seed))],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}
