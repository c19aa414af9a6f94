import type { Locale } from '../bilingual.js';
import { columns, printableLine, wrap } from '../verdict/plain-text.js';
import type { Report, TimelineEntry } from '../verdict/report.js';
import { pictureWords } from './picture-words.js';

/** Columns of the whole, of the times, of who it is. */
const WIDTH = 100;
const TIMES = 17;
const WHO = 16;

/**
 * The timeline of a report as a table for a terminal: scene by scene, when, who, what. A round that went like an
 * earlier one is not told again. Plain text, at most 100 columns; empty when nothing was played.
 */
export function renderTimeline(report: Pick<Report, 'timeline'>, locale: Locale): string {
  const scenes = Map.groupBy(report.timeline, (entry) => entry.scene);
  return [...scenes]
    .map(([scene, entries]) => `${sceneLines(printableLine(scene), entries, locale).join('\n')}\n`)
    .join('\n');
}

/** Rounds one after another that went like the one called `first`. */
interface Alike {
  readonly first: number;
  readonly from: number;
  readonly to: number;
}

function sceneLines(scene: string, entries: readonly TimelineEntry[], locale: Locale): string[] {
  const words = pictureWords[locale];
  const hidden = entries.find((entry) => entry.event === 'hidden');
  if (hidden) return [printableLine(hidden.text[locale])];
  const lines: string[] = [scene];
  const seen = new Map<string, number>();
  let like = null as Alike | null;
  const tell = (same: Alike | null) => {
    if (same) lines.push(`  ${words.sameRounds(same.from + 1, same.to + 1, same.first + 1)}`);
  };
  for (const part of inRounds(entries)) {
    const round = part[0]?.round;
    const shape = part.map(shapeOf).join('\n');
    const first = round === undefined ? undefined : seen.get(shape);
    if (round !== undefined && first !== undefined) {
      const goesOn: boolean = like?.first === first;
      if (!goesOn) tell(like);
      like = { first, from: goesOn && like ? like.from : round, to: round };
      continue;
    }
    tell(like);
    like = null;
    if (round !== undefined) {
      seen.set(shape, round);
      lines.push(`  ${words.round(round + 1)}`);
    }
    for (const entry of part) lines.push(...entryLines(entry, locale));
  }
  tell(like);
  return lines;
}

/** Parts that belong to one round, or to none. */
function inRounds(entries: readonly TimelineEntry[]): TimelineEntry[][] {
  const parts: TimelineEntry[][] = [];
  for (const entry of entries) {
    const last = parts.at(-1);
    if (last && last[0]?.round === entry.round) last.push(entry);
    else parts.push([entry]);
  }
  return parts;
}

/** What two rounds must share to have gone alike: all but the times, the random lengths and what was counted. */
function shapeOf({ lane, event, values }: TimelineEntry): string {
  const { call, wires, bell, by, on, name, threads } = values ?? {};
  return JSON.stringify([lane, event, call, wires, bell, by, on, name, threads]);
}

function entryLines(entry: TimelineEntry, locale: Locale): string[] {
  const words = pictureWords[locale];
  const at = entry.at.toFixed(1);
  const times = entry.until === undefined ? at : `${at} – ${entry.until.toFixed(1)}`;
  const who = words.who[entry.lane];
  const label = `${times.padStart(TIMES)}  ${who}${' '.repeat(Math.max(1, WHO - columns(who)))}`;
  return wrap(printableLine(entry.text[locale]), WIDTH, label, ' '.repeat(TIMES + 2 + WHO));
}
