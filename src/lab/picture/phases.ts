import type { TimelineEntry } from '../verdict/report.js';
import type { Episode } from './story.js';

/**
 * The horizontal axis. Time is drawn by what happens and not by a clock: an episode falls into phases, each as wide as
 * what is to be seen in it, and within a phase what happens at an instant gets a place of its own. Times between such
 * places are interpolated.
 */

export type PhaseKind = 'call' | 'held' | 'silence' | 'ping' | 'pieces' | 'arrival' | 'owed';

export interface Phase {
  readonly kind: PhaseKind;
  /** What the peer does in an arrival: `send`, `half-close` … */
  readonly act: string;
  readonly at: number;
  readonly x: number;
  readonly width: number;
  readonly entries: readonly TimelineEntry[];
}

export interface Axis {
  readonly phases: readonly Phase[];
  /** Place of a moment, ms of the scene → px. */
  readonly place: (at: number) => number;
  /** Place of an entry that is an instant, or begins at one. */
  readonly placeOf: (entry: TimelineEntry) => number;
  readonly end: number;
}

interface Draft {
  kind: PhaseKind;
  at: number;
  entries: TimelineEntry[];
}

const peerActs = new Set(['send', 'half-close', 'reset', 'stop-reading', 'start-reading', 'connect']);
const threads = new Set(['asleep', 'moving', 'running']);
/** Instants that get a place; what is said of threads lasts, and an arrival is the act that follows it. */
const withoutPlace = new Set(['silence', 'arrival', 'untold', 'never', 'hidden', ...threads]);

/** More instants in one phase than these share a place: nobody can tell them apart. */
const MOST_PLACES = 9;

export function axisOf(episode: Episode, from: number, to: number): Axis {
  const drafts = draftsOf(episode.entries);
  const weights = drafts.map(weightOf);
  const unit =
    (to - from) /
    Math.max(
      1,
      weights.reduce((sum, weight) => sum + weight, 0),
    );
  const places = new Map<TimelineEntry, number>();
  const anchors: { at: number; x: number }[] = [];
  const phases: Phase[] = [];
  let x = from;
  for (const [index, draft] of drafts.entries()) {
    const width = (weights[index] ?? 1) * unit;
    anchors.push({ at: draft.at, x });
    for (const { entry, at } of placesIn(draft, x, width)) {
      places.set(entry, at);
      anchors.push({ at: entry.at, x: at });
    }
    const act = draft.entries.find((entry) => peerActs.has(entry.event))?.event ?? 'send';
    const back = draft.entries.some(
      ({ event }) => event === 'returned' || event === 'threw' || event === 'gone',
    );
    phases.push({
      kind: draft.kind === 'call' && !back ? 'held' : draft.kind,
      act,
      at: draft.at,
      x,
      width,
      entries: draft.entries,
    });
    x += width;
  }
  const last = Math.max(0, ...episode.entries.map((entry) => entry.until ?? entry.at));
  anchors.push({ at: Math.max(last, (anchors.at(-1)?.at ?? 0) + 1), x: to });
  anchors.sort((a, b) => a.at - b.at);
  const place = (at: number) => interpolated(anchors, at);
  return { phases, place, placeOf: (entry) => places.get(entry) ?? place(entry.at), end: to };
}

function draftsOf(entries: readonly TimelineEntry[]): Draft[] {
  const drafts: Draft[] = [];
  for (const entry of entries) {
    const current = drafts.at(-1);
    const kind = kindOfBeginning(entry, current);
    if (kind === null && current) current.entries.push(entry);
    else drafts.push({ kind: kind ?? 'call', at: entry.at, entries: [entry] });
  }
  return drafts;
}

/** The phase that begins with this entry, null when it belongs to the one before. */
function kindOfBeginning({ event }: TimelineEntry, before: Draft | undefined): PhaseKind | null {
  const has = (name: string) => before?.entries.some((entry) => entry.event === name) ?? false;
  if (event === 'arrival' || event === 'silence') return event;
  if (event === 'call') return before?.kind === 'call' ? null : 'call';
  // A thread that does not come back from a call is asked there, and does not answer there.
  if (event === 'ping') return before?.kind === 'call' && !has('returned') ? null : 'ping';
  if (peerActs.has(event)) {
    const goesOn = before?.kind === 'pieces' || (before?.kind === 'arrival' && !has('told'));
    return goesOn ? null : 'pieces';
  }
  if (!threads.has(event)) return null;
  const over = before?.kind === 'ping' ? has('pong') : before?.kind === 'call' ? has('returned') : false;
  return over || before?.kind === 'pieces' ? 'owed' : null;
}

/** What brings news, at the place where it is drawn. */
export const news = new Set(['rang', 'received', 'returned', 'threw', 'told']);

/** News that a ring or bytes brought is drawn there, and needs no place of its own. */
function hasPlace(entry: TimelineEntry, index: number, entries: readonly TimelineEntry[]): boolean {
  if (entry.event !== 'told') return !withoutPlace.has(entry.event);
  const before = entries.slice(0, index).findLast((each) => !withoutPlace.has(each.event));
  return !news.has(before?.event ?? '');
}

function weightOf(draft: Draft): number {
  const has = (event: string) => draft.entries.some((entry) => entry.event === event);
  const marks = Math.min(MOST_PLACES, draft.entries.filter(hasPlace).length);
  switch (draft.kind) {
    case 'call':
    case 'held':
      if (draft.entries.some(({ values }) => values?.['held'] === 1)) return 1.8;
      return has('returned') || has('threw') || has('gone') ? 1.1 + 0.35 * marks : 5;
    case 'silence':
      return 2.8 + 0.3 * marks;
    case 'ping':
      return has('pong') ? 0.7 + 0.3 * marks : 3.2;
    case 'pieces':
      return 0.9 + 0.4 * marks;
    case 'arrival':
      return 1.2 + 0.5 * marks + (has('untold') || has('never') ? 2.4 : 0);
    case 'owed':
      return 2.8;
  }
}

/** Places of a phase's instants: one after another, the same distance apart. */
function placesIn(draft: Draft, x: number, width: number): { entry: TimelineEntry; at: number }[] {
  const entries = draft.entries.filter(hasPlace);
  const slots = Math.min(entries.length, MOST_PLACES);
  const margin = Math.min(46, width * 0.24);
  return entries.map((entry, index) => {
    const slot = Math.min(index, slots - 1);
    if (slots === 1) return { entry, at: draft.kind === 'silence' ? x + width / 2 : x + margin };
    return { entry, at: x + margin + (slot * (width - 2 * margin)) / (slots - 1) };
  });
}

function interpolated(anchors: readonly { at: number; x: number }[], at: number): number {
  const after = anchors.findIndex((anchor) => anchor.at > at);
  if (after === 0) return anchors[0]?.x ?? 0;
  const a = anchors.at(after < 0 ? -1 : after - 1);
  const b = anchors[after];
  if (!a || !b || after < 0) return a?.x ?? 0;
  return a.x + ((b.x - a.x) * (at - a.at)) / (b.at - a.at);
}
