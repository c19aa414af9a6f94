import { wrap } from '../verdict/plain-text.js';
import { bellLane, bytesLane, hasHelpers, helperLane, peerLane, threadLane, type Drawn } from './lanes.js';
import { axisOf, type Axis, type Phase } from './phases.js';
import type { PictureWords } from './picture-words.js';
import { bar, fitting, label, line, widthOf } from './shapes.js';
import type { Episode } from './story.js';
import { EDGE, WIDTH } from './sheet.js';
import { el, type Child } from './svg.js';
import { fill } from './theme.js';
import { judgedBars } from './thread-bars.js';

/** Px, of the column that names the lanes. */
const NAMES = 112;

/** One part of a run, lane by lane; `height` of what was drawn from `top` on. */
export function panelOf(
  episode: Episode,
  words: PictureWords,
  top: number,
): { parts: Child[]; height: number } {
  const from = EDGE + NAMES;
  const axis = axisOf(episode, from, WIDTH - EDGE);
  const drawn: Drawn = { episode, axis, words };
  const helpers = hasHelpers(drawn);
  const heads = top + 26;
  const peer = heads + 62;
  const bytes = peer + 26;
  const thread = bytes + 50;
  const helper = thread + 44;
  const bells = helper + (helpers ? 56 : 26);
  const bottom = bells + 28;
  const name = (y: number, text: string): Child => label(EDGE, y, text, fill('ink', 'b'));
  const parts: Child[] = [
    label(EDGE, top + 8, words.situation(episode.scene, episode.round), fill('dim', 's')),
    axis.phases.map((phase, index) => band(phase, index, heads, bottom)),
    axis.phases.map((phase) => head(phase, words, heads)),
    line(from, thread + 16, WIDTH - EDGE, thread + 16, 'line'),
    name(peer + 5, words.lane.peer),
    name(bytes + 15, words.lane.bytes),
    name(thread + 21, words.lane.thread),
    helpers ? name(helper + 17, words.lane.helpers) : null,
    name(bells + 5, words.lane.bell),
    peerLane(drawn, peer, bytes),
    bytesLane(drawn, bytes, 20),
    helpers ? helperLane(drawn, helper, 24) : null,
    bellLane(drawn, bells, thread + 32),
    threadLane(drawn, thread, 32),
    times(axis, episode, words, bottom + 16),
    legend(drawn, bottom + 44),
  ];
  return { parts, height: bottom + 72 - top };
}

function band({ x, width }: Phase, index: number, top: number, bottom: number): Child {
  if (index % 2 === 1) return null;
  return el('rect', { x, y: top, width, height: bottom - top, rx: 6, class: fill('band') });
}

function head({ kind, act, x, width }: Phase, words: PictureWords, y: number): Child {
  const text = kind === 'arrival' ? (words.arrival[act] ?? '') : words.phase[kind];
  const middle = x + width / 2;
  if (widthOf(text) <= width - 6) return label(middle, y + 22, text, fill('ink', 's b m'));
  const lines = wrap(text, Math.max(6, Math.floor((width - 6) / (13 * 0.53)))).slice(0, 3);
  return lines.map((each, index) => label(middle, y + 15 + index * 14, each, fill('ink', 's b m')));
}

/** When each phase began, since the first of them; where there is room. */
function times(axis: Axis, episode: Episode, words: PictureWords, y: number): Child[] {
  const began = episode.entries[0]?.at ?? 0;
  let free = -Infinity;
  const said = axis.phases.map(({ at, x }) => {
    const text = words.ms(at - began);
    if (x < free) return null;
    free = x + widthOf(text, 12) + 10;
    return [line(x, y - 14, x, y - 10, 'dim'), label(x, y, text, fill('dim', 's'))];
  });
  const note = free + widthOf(words.notToScale, 12) < axis.end ? words.notToScale : null;
  return [...said, label(axis.end, y, note, fill('dim', 's e'))];
}

/** The looks that this picture uses, and what they mean. */
function legend({ episode, axis, words }: Drawn, y: number): Child[] {
  const used = new Set(judgedBars(episode, axis, words).map((each) => each.look));
  if (episode.entries.some((entry) => entry.event === 'running')) used.add('spin');
  let x = EDGE;
  return (['loop', 'held', 'awake', 'spin'] as const).flatMap((look) => {
    const text = used.has(look) ? fitting([words.legend[look]], WIDTH - x, 12) : null;
    if (text === null) return [];
    const at = x;
    x += 22 + widthOf(text, 12) + 18;
    return [bar(at, at + 14, y - 11, 14, look), label(at + 20, y, text, fill('dim', 's'))];
  });
}
