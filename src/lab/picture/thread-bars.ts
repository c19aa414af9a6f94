import type { TimelineEntry } from '../verdict/report.js';
import { news, type Axis } from './phases.js';
import type { PictureWords } from './picture-words.js';
import type { Episode } from './story.js';

/** A stretch of a thread's lane, px. */
export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly look: 'loop' | 'held' | 'awake' | 'spin' | 'helper';
  /** From the longest to the shortest; the first that has room is written. */
  readonly labels: readonly string[];
  /** Wake-ups to be drawn on it. */
  readonly ticks: number;
}

/** More ticks than these are not counted by the eye. */
const MOST_TICKS = 40;

/** Half the width of a moment in which a thread ran, px. */
const MOMENT = 6;

/** What ends a sleep that was seen: until then nothing was there to wake it. */
const wakers = new Set([
  'call',
  'ping',
  'send',
  'half-close',
  'reset',
  'start-reading',
  'connect',
  'told',
  'gone',
]);

export function judgedBars(episode: Episode, axis: Axis, words: PictureWords): Bar[] {
  const own = (entry: TimelineEntry) => entry.lane === 'judged-thread';
  const sleeps: Bar[] = [];
  const moments: Bar[] = [];
  let resting: Bar | null = null;
  /** Where a call began that is kept until something arrives, and in which no sleep has been drawn yet. */
  let kept: number | null = null;
  for (const [index, entry] of episode.entries.entries()) {
    const rest = episode.entries.slice(index + 1);
    const x = axis.placeOf(entry);
    if (entry.event === 'call') {
      const back = rest.find(
        (each) => each.event === 'returned' || each.event === 'threw' || each.event === 'gone',
      );
      if (entry.values?.['held'] === 1) {
        moments.push(moment(x));
        kept = x;
        continue;
      }
      const labels = textIn(entry, 'name') === null ? [] : [`${textIn(entry, 'name')}()`];
      if (back) moments.push({ ...moment(x), from: x, to: axis.placeOf(back), labels });
    }
    if (entry.event === 'pong' || entry.event === 'rang' || entry.event === 'told') {
      const at = entry.event === 'told' ? newsPlace(episode, axis, index) : x;
      if (!moments.some((each) => each.from <= at && each.to >= at)) moments.push(moment(at));
      if (entry.event === 'pong' && resting)
        sleeps.push({ ...resting, labels: [], ticks: 0, from: at, to: wokenAt(rest, entry.at, axis) });
    }
    const bar = own(entry) ? threadBar(entry, rest, axis, words) : null;
    if (!bar) continue;
    sleeps.push(kept !== null && bar.look === 'held' ? { ...bar, from: kept } : bar);
    kept = null;
    if (bar.look === 'loop' || bar.look === 'spin') resting = bar;
  }
  return [...sleeps, ...moments];
}

export function helperBars(episode: Episode, axis: Axis, words: PictureWords): Bar[] {
  return episode.entries.flatMap((entry): Bar[] => {
    if (entry.lane !== 'helper-thread') return [];
    const span = { from: axis.place(entry.at), to: axis.place(entry.until ?? entry.at), ticks: 0 };
    if (entry.event === 'running') return [{ ...span, look: 'spin', labels: words.helpersSpin }];
    const wakeUps = numberIn(entry, 'wakeUps');
    if (entry.event === 'moving') {
      const ticks = Math.min(wakeUps, MOST_TICKS);
      return [{ ...span, look: 'helper', ticks, labels: words.helpersWake(wakeUps) }];
    }
    const labels = words.helpersAsleep(numberIn(entry, 'threads'), textIn(entry, 'calls') ?? '');
    return [{ ...span, look: 'helper', labels }];
  });
}

/** Where the news of a `told` is drawn: at what brought it, if that was seen, as a ring or as bytes. */
export function newsPlace(episode: Episode, axis: Axis, index: number): number {
  for (const entry of episode.entries.slice(0, index + 1).toReversed()) {
    if (news.has(entry.event) && entry.event !== 'told') return axis.placeOf(entry);
    if (wakers.has(entry.event) && entry.event !== 'told') break;
  }
  const told = episode.entries[index];
  return told ? axis.placeOf(told) : axis.end;
}

function threadBar(
  entry: TimelineEntry,
  rest: readonly TimelineEntry[],
  axis: Axis,
  words: PictureWords,
): Bar | null {
  const call = textIn(entry, 'call');
  const until = entry.until ?? entry.at;
  const span = { from: axis.place(entry.at), to: wokenAt(rest, until, axis), ticks: 0 };
  switch (entry.event) {
    case 'running':
      return { ...span, to: axis.place(until), look: 'spin', labels: words.spins };
    case 'moving': {
      const wakeUps = numberIn(entry, 'wakeUps');
      if (wakeUps > 0)
        return { ...span, look: 'loop', ticks: Math.min(wakeUps, MOST_TICKS), labels: words.wakes(wakeUps) };
      return { ...span, look: 'held', ticks: MOST_TICKS / 2, labels: words.inSlices(call ?? '…') };
    }
    case 'asleep': {
      if (call === null) return null;
      const set = textIn(entry, 'set');
      if (set === 'loop') return { ...span, look: 'loop', labels: words.asleepIn(call) };
      return { ...span, look: 'held', labels: set === 'own' ? words.ownSetIn(call) : words.heldIn(call) };
    }
    case 'untold': {
      // One that is never told is said to be asleep for as long as it was watched.
      if (call === null || rest.some((each) => each.event === 'never')) return null;
      return { ...span, to: axis.place(until), look: 'loop', labels: words.asleepIn(call) };
    }
    default:
      return null;
  }
}

/** Where the first thing is drawn after this moment that can wake a thread. */
function wokenAt(rest: readonly TimelineEntry[], at: number, axis: Axis): number {
  const waker = rest.find((entry) => wakers.has(entry.event) && entry.at >= at);
  return waker ? axis.placeOf(waker) : Math.max(axis.place(at), axis.place(rest.at(-1)?.at ?? at));
}

function moment(at: number): Bar {
  return { from: at - MOMENT, to: at + MOMENT, look: 'awake', labels: [], ticks: 0 };
}

export function numberIn(entry: TimelineEntry, name: string): number {
  const value = entry.values?.[name];
  return typeof value === 'number' ? value : 0;
}

export function textIn(entry: TimelineEntry, name: string): string | null {
  const value = entry.values?.[name];
  return typeof value === 'string' && value !== '' ? value : null;
}
