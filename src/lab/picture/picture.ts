import type { Locale } from '../bilingual.js';
import { printableLine, wrap } from '../verdict/plain-text.js';
import type { Report } from '../verdict/report.js';
import { headlineOf } from '../verdict/report-text.js';
import { reportWords } from '../verdict/report-words.js';
import { panelOf } from './panel.js';
import { pictureWords } from './picture-words.js';
import { bar, label } from './shapes.js';
import { describe, EDGE, sheet, WIDTH } from './sheet.js';
import { storyOf, type Episode } from './story.js';
import { strips } from './strips.js';
import type { Child } from './svg.js';
import { fill } from './theme.js';

/** Lines of the report’s sentences that stand in the picture; all of them are in its description. */
const MOST_LINES = 4;

/**
 * The picture of a report: how the program waited, to be understood in ten seconds. An SVG document, alone: no script,
 * nothing loaded, light or dark as the reader’s system is. Pure: the same report and language give the same text.
 * On top the verdict (of a program that was only observed its `name`); below it the part of the run that it speaks of, lane by lane; then every other arrival as a sign.
 */
export function renderPicture(report: Report, locale: Locale, name?: string): string {
  const words = pictureWords[locale];
  const story = storyOf(report);
  const headline =
    name === undefined ? headlineOf({ ...report, mechanism: null }, locale) : printableLine(name);
  const how = howItWaited(report, story.main, locale);
  const summary = printableLine(report.summary[locale]).replaceAll('`', '');
  const parts: Child[] = [];
  let y = 30;
  parts.push(
    label(EDGE, y, headline, fill(name !== undefined ? 'dim' : report.passed ? 'awake' : 'spin', 'k')),
  );
  if (how !== null) parts.push(label(EDGE, (y += 30), how, fill('ink', 't')));
  const first = y + 26;
  const lines = wrap(summary, 112);
  for (const text of lines.slice(0, MOST_LINES)) {
    y = Math.max(first, y + 20);
    const cut = text === lines[MOST_LINES - 1] && lines.length > MOST_LINES;
    parts.push(label(EDGE, y, cut ? `${text} …` : text, fill('ink')));
  }
  y += 22;
  if (story.main) {
    const panel = panelOf(story.main, words, y);
    parts.push(...panel.parts);
    y += panel.height;
  } else {
    parts.push(bar(EDGE, WIDTH - EDGE, y, 64, 'band'));
    parts.push(label(EDGE + 16, y + 37, words.nothingPlayed, fill('dim')));
    y += 84;
  }
  const many = story.scenes.flatMap((each) => each.episodes).length > 1;
  if (many || story.hidden > 0) {
    const below = strips(story, words, EDGE, y + 42, WIDTH - 2 * EDGE);
    parts.push(label(EDGE, y + 16, words.arrivals, fill('ink', 'b')), ...below.rows);
    y += 42 + below.height;
  }
  return sheet(
    how === null ? headline : `${headline}: ${how}`,
    describe(summary, story.main, locale),
    locale,
    y,
    parts,
  );
}

/** In a few words, the largest of the picture; null when nothing was played. */
function howItWaited(report: Report, main: Episode | null, locale: Locale): string | null {
  if (report.mechanism !== null) return sentenceCase(reportWords[locale].mechanism[report.mechanism]);
  return main ? sentenceCase(pictureWords[locale].strip[main.outcome]) : null;
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
