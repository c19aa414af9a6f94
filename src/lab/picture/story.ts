import type { Report, TimelineEntry } from '../verdict/report.js';

/** How a part of a run went, as far as its timeline shows it; the worst first. */
export const outcomes = [
  'gone',
  'threw',
  'spun',
  'held',
  'never',
  'too-early',
  'told-later',
  'moving',
  'returned',
  'told',
  'nothing',
] as const;
export type Outcome = (typeof outcomes)[number];

/** What belongs to one arrival: how it was waited for, what came, who was told. */
export interface Episode {
  readonly scene: string;
  /** Counted from 0; null outside of rounds. */
  readonly round: number | null;
  readonly entries: readonly TimelineEntry[];
  readonly outcome: Outcome;
}

export interface Story {
  /** The one to draw large: the first of those that went worst, since that is what the verdict speaks of. */
  readonly main: Episode | null;
  /** Every visible scene with its episodes, as they were played. */
  readonly scenes: readonly { readonly scene: string; readonly episodes: readonly Episode[] }[];
  /** Hidden scenes that were played. */
  readonly hidden: number;
}

export function storyOf(report: Pick<Report, 'timeline'>): Story {
  const byScene = Map.groupBy(report.timeline, (entry) => entry.scene);
  const all = [...byScene].map(([scene, entries]) => ({ scene, entries }));
  const isHidden = ({ entries }: { entries: readonly TimelineEntry[] }) =>
    entries.every((entry) => entry.event === 'hidden');
  const scenes = all
    .filter((each) => !isHidden(each))
    .map(({ scene, entries }) => ({ scene, episodes: episodesOf(scene, entries) }));
  const episodes = scenes.flatMap((each) => each.episodes);
  const rank = ({ outcome }: Episode) => outcomes.indexOf(outcome);
  const main = episodes.reduce<Episode | null>(
    (worst, each) => (worst === null || rank(each) < rank(worst) ? each : worst),
    null,
  );
  return { main, scenes, hidden: all.filter(isHidden).length };
}

/** With these something new begins, once what came before is decided. */
const beginnings = new Set([
  'call',
  'silence',
  'ping',
  'arrival',
  'send',
  'half-close',
  'reset',
  'stop-reading',
  'start-reading',
  'connect',
]);

function episodesOf(scene: string, entries: readonly TimelineEntry[]): Episode[] {
  const parts: TimelineEntry[][] = [];
  let part: TimelineEntry[] = [];
  let round: number | undefined;
  let arrived = false;
  let decided = false;
  const end = () => {
    if (part.length > 0) parts.push(part);
    part = [];
    arrived = false;
    decided = false;
  };
  for (const entry of entries) {
    const nextRound = round !== undefined && entry.round !== undefined && entry.round !== round;
    if (nextRound || (decided && beginnings.has(entry.event))) end();
    part.push(entry);
    round = entry.round ?? round;
    if (entry.event === 'arrival') arrived = true;
    if (entry.event === 'never' || entry.event === 'gone') decided = true;
    if (entry.event === 'told' && arrived) decided = true;
  }
  end();
  return parts.map((each) => ({
    scene,
    round: each.find((entry) => entry.round !== undefined)?.round ?? null,
    entries: each,
    outcome: outcomeOf(each),
  }));
}

function outcomeOf(entries: readonly TimelineEntry[]): Outcome {
  const has = (event: string) => entries.some((entry) => entry.event === event);
  const count = (event: string) => entries.filter((entry) => entry.event === event).length;
  if (has('gone')) return 'gone';
  // One that is owed, as the end of a call that was kept, is followed by the news that it is what was asked for.
  if (entries.some(({ event }, index) => event === 'threw' && entries[index + 1]?.event !== 'told'))
    return 'threw';
  if (has('running')) return 'spun';
  // A call that is meant to be kept until something arrives says so.
  const kept = entries.filter(({ event, values }) => event === 'call' && values?.['held'] === 1).length;
  if (count('call') - kept > count('returned') || count('ping') > count('pong')) return 'held';
  if (has('never')) return 'never';
  if (has('too-early')) return 'too-early';
  if (has('untold')) return 'told-later';
  if (has('moving')) return 'moving';
  if (!has('arrival') || !has('told')) return 'nothing';
  return kept > 0 ? 'returned' : 'told';
}
