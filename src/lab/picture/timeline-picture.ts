import type { Locale } from '../bilingual.js';
import { printableLine } from '../verdict/plain-text.js';
import type { TimelineEntry } from '../verdict/report.js';
import { panelOf } from './panel.js';
import { pictureWords } from './picture-words.js';
import { describe, sheet } from './sheet.js';
import { storyOf } from './story.js';

/**
 * A part of a run as it went, and no word on what that means: for a reader who is to find out. `name` stands above it and
 * is the document’s title. Null where nothing was played. Pure, as `renderPicture`.
 */
export function renderTimelinePicture(
  timeline: readonly TimelineEntry[],
  name: string,
  locale: Locale,
): string | null {
  const { main } = storyOf({ timeline: timeline.map((entry) => ({ ...entry, scene: name })) });
  if (main === null) return null;
  const { parts, height } = panelOf(main, pictureWords[locale], 16);
  const title = printableLine(name);
  return sheet(title, describe(title, main, locale), locale, height + 8, parts);
}
