import type { Axis } from './phases.js';
import type { PictureWords } from './picture-words.js';
import { arrow, bar, bell, cross, fitting, label, line, widthOf } from './shapes.js';
import type { Episode } from './story.js';
import { el, type Child } from './svg.js';
import { fill } from './theme.js';
import { type Bar, helperBars, judgedBars, newsPlace, numberIn, textIn } from './thread-bars.js';

/** What the lanes of an episode are drawn from. */
export interface Drawn {
  readonly episode: Episode;
  readonly axis: Axis;
  readonly words: PictureWords;
}

const acts = new Set(['half-close', 'reset', 'stop-reading', 'start-reading', 'connect']);

/** Peer: arrows down for what it sends, up for what it gets; nothing at all in a silence. `to`: where the bytes lane is. */
export function peerLane({ episode, axis, words }: Drawn, y: number, to: number): Child[] {
  let written = -Infinity;
  const name = (x: number, text: string): Child => {
    const width = widthOf(text, 12);
    const at = Math.max(x - width / 2, written + 6);
    written = at + width;
    return label(at, y - 8, text, fill('ink', 's'));
  };
  const quiet = axis.phases.map(({ kind, x, width }) => {
    const silent = kind === 'silence' || kind === 'ping' || kind === 'owed' || kind === 'held';
    return line(x + 4, y, x + width - 4, y, silent ? 'dim' : 'line', silent);
  });
  const marks = episode.entries.map((entry): Child => {
    if (entry.lane !== 'peer' || entry.event === 'arrival') return null;
    const x = axis.placeOf(entry);
    if (entry.event === 'send') return [arrow(x, y - 2, to, 'data')];
    if (entry.event === 'received') return [arrow(x, to, y - 2, 'data')];
    const said = words.act[entry.event] ?? entry.event;
    if (entry.event === 'reset') return [cross(x, y, 5, 'spin'), name(x, said)];
    const dot = el('circle', { cx: x, cy: y, r: 5, class: fill(acts.has(entry.event) ? 'data' : 'dim') });
    return [dot, name(x, said)];
  });
  return [...quiet, ...marks];
}

/** Bytes: from when they are on their way until the news of them comes. */
export function bytesLane({ episode, axis, words }: Drawn, y: number, height: number): Child[] {
  const drawn: Child[] = [];
  let from: number | null = null;
  let bytes = 0;
  const late = episode.entries.some((entry) => entry.event === 'untold' || entry.event === 'never');
  const close = (to: number) => {
    if (from === null) return;
    const count = words.bytes(bytes);
    const texts = late ? [...words.lies.map((lies) => `${count}: ${lies}`), count] : [count];
    const text = fitting(texts, to - from - 10, 12);
    drawn.push(bar(from, to, y, height, late ? 'late' : 'lies'));
    if (text !== null) drawn.push(label(from + 6, y + height - 6, text, fill('ink', 's')));
    else drawn.push(label(to + 5, y + height - 6, count, fill('ink', 's')));
    from = null;
    bytes = 0;
  };
  for (const [index, entry] of episode.entries.entries()) {
    if (entry.event === 'send') {
      from ??= axis.placeOf(entry);
      bytes += numberIn(entry, 'bytes');
    }
    if (entry.event === 'told') close(newsPlace(episode, axis, index));
    if (entry.event === 'gone') close(axis.placeOf(entry));
    if (entry.event === 'never') close(axis.end);
    if (entry.event === 'received') {
      const x = axis.placeOf(entry);
      close(x);
      const text = words.bytes(numberIn(entry, 'bytes'));
      const left = x + 8 + widthOf(text, 12) > axis.end;
      drawn.push(label(left ? x - 8 : x + 8, y + height - 6, text, fill('ink', left ? 's e' : 's')));
    }
  }
  close(axis.end);
  return drawn;
}

/** `end`: how far a text may reach beyond its bar; the bar's own end unless given. */
function bars(list: readonly Bar[], y: number, height: number, end = 0): Child[] {
  return list.map((each) => {
    const lower = each.look === 'helper' || each.ticks > 0;
    const text = fitting(each.labels, Math.max(each.to, end) - each.from - 10);
    const ticks = Array.from({ length: each.ticks }, (_, index) => {
      const x = each.from + ((index + 0.5) * (each.to - each.from)) / each.ticks;
      return el('rect', { x: x - 1, y, width: 2, height: 9, class: fill('spin') });
    });
    return [
      bar(each.from, each.to, y, height, each.look),
      ticks,
      label(
        each.from + 7,
        y + height / 2 + (lower && each.ticks > 0 ? 9 : 5),
        text,
        each.look === 'spin' || each.look === 'awake' ? 'on' : fill('ink', 'b'),
      ),
    ];
  });
}

/** Your thread: where it sleeps, when it runs. */
export function threadLane(drawn: Drawn, y: number, height: number): Child[] {
  const { episode, axis, words } = drawn;
  const marks = episode.entries.map((entry, index): Child => {
    const x = axis.placeOf(entry);
    const owed = episode.entries[index + 1]?.event === 'told';
    const gone = entry.event === 'gone' || (entry.event === 'threw' && !owed);
    if (gone) {
      const code = entry.values?.['code'];
      const whole = words.gone(typeof code === 'number' ? code : null, textIn(entry, 'signal'));
      const text = entry.event === 'gone' ? (whole[0] ?? '') : words.throws;
      const left = x + widthOf(text, 12) / 2 > axis.end;
      return [
        cross(x, y + height / 2, 9, 'spin'),
        label(left ? axis.end : x, y - 4, text, fill('spin', left ? 's b e' : 's b m')),
      ];
    }
    if (entry.event === 'pong') return label(x, y - 4, words.free, fill('awake', 's b m'));
    if (entry.event === 'told') return woken(drawn, index, y - 4);
    const asked =
      entry.event === 'ping' && !episode.entries.slice(index).some(({ event }) => event === 'pong');
    if (!asked) return null;
    const text = `${words.phase.ping} ${words.noAnswer}`;
    const left = x + 9 + widthOf(text, 12) > axis.end;
    return [
      cross(x, y - 8, 4, 'spin'),
      label(left ? x - 9 : x + 9, y - 4, text, fill('spin', left ? 's b e' : 's b')),
    ];
  });
  return [...bars(judgedBars(episode, axis, words), y, height), ...marks];
}

/** Over the moment in which the news came: by what the thread ran then. Once for each arrival. */
function woken({ episode, axis, words }: Drawn, index: number, y: number): Child {
  const before = episode.entries.slice(0, index);
  const arrival = before.findLastIndex(({ event }) => event === 'arrival');
  const since = before.slice(Math.max(0, arrival));
  if (arrival < 0 || since.some(({ event }) => event === 'told')) return null;
  // With a thread that spins or wakes without end there is no saying what it was.
  if (episode.entries.some(({ event }) => event === 'running')) return null;
  const late = since.some(({ event }) => event === 'untold');
  const text = late ? words.looksAgain : words.woken;
  const at = newsPlace(episode, axis, index);
  const left = at + widthOf(text, 12) / 2 > axis.end;
  return label(left ? axis.end : at, y, text, fill(late ? 'spin' : 'awake', left ? 's b e' : 's b m'));
}

/** Whether anything is known of the helper threads in this episode. */
export function hasHelpers({ episode }: Drawn): boolean {
  return episode.entries.some((entry) => entry.lane === 'helper-thread');
}

export function helperLane({ episode, axis, words }: Drawn, y: number, height: number): Child[] {
  const list = helperBars(episode, axis, words);
  return bars(list, y, height, list.length > 1 ? 0 : axis.end);
}

/** Bells, each hanging from the thread whose function it runs, at `from`: each ring, and the news that came without one; how long nobody was told, and that nobody ever was. */
export function bellLane({ episode, axis, words }: Drawn, y: number, from: number): Child[] {
  const drawn: Child[] = [];
  let written = -Infinity;
  const ring = (x: number, text: string | null) => {
    drawn.push(line(x, from, x, y - 14, 'bell'), bell(x, y, true, 1.15));
    if (text === null || x + 15 < written) return;
    const left = x + 15 + widthOf(text, 12) > axis.end + 8;
    drawn.push(label(left ? x - 15 : x + 15, y + 5, text, fill('ink', left ? 's e' : 's')));
    written = x + 15 + widthOf(text, 12);
  };
  for (const [index, entry] of episode.entries.entries()) {
    const x = axis.placeOf(entry);
    if (entry.event === 'rang') ring(x, textIn(entry, 'bell'));
    const news = words.news[textIn(entry, 'by') ?? ''];
    if (entry.event === 'told' && news !== undefined) ring(newsPlace(episode, axis, index), news);
    if (entry.event === 'too-early')
      drawn.push(label(Math.min(x, axis.end - 70), y + 5, words.tooEarly, fill('spin', 'b')));
    const rest = episode.entries.slice(index);
    const told = rest.findIndex(({ event }) => event === 'told' || event === 'rang');
    const to = told < 0 ? axis.end - 14 : axis.placeOf(rest[told] ?? entry);
    if (entry.event === 'arrival' && rest.some(({ event }) => event === 'untold' || event === 'never')) {
      const from = axis.placeOf(rest.find(({ event }) => event !== 'arrival') ?? entry);
      const ended = rest.find(({ event }) => event === 'told' || event === 'never') ?? entry;
      const said =
        ended.event === 'never' ? words.neverTold : words.nobodyTold(words.ms(ended.at - entry.at));
      const text = fitting(said, to - from - 30);
      drawn.push(
        line(from, y + 8, to - 14, y + 8, 'spin', true),
        label(from, y + 2, text, fill('spin', 'b')),
      );
    }
    if (entry.event === 'never') {
      drawn.push(bell(axis.end - 14, y, false, 1.15));
      const noRoom = rest.length > 0 && episode.entries.some(({ event }) => event === 'arrival');
      if (!noRoom) drawn.push(label(axis.end - 30, y + 5, words.noBell, fill('spin', 'b e')));
    }
  }
  return drawn;
}
