import type { Locale } from '../bilingual.js';
import { printableLine, wrap } from '../verdict/plain-text.js';
import type { Report } from '../verdict/report.js';
import { headlineOf } from '../verdict/report-text.js';
import { reportWords } from '../verdict/report-words.js';
import { bellLane, bytesLane, hasHelpers, helperLane, peerLane, threadLane, type Drawn } from './lanes.js';
import { axisOf, type Axis, type Phase } from './phases.js';
import { pictureWords, type PictureWords } from './picture-words.js';
import { bar, fitting, label, line, widthOf } from './shapes.js';
import { storyOf, type Episode } from './story.js';
import { strips } from './strips.js';
import { el, type Child } from './svg.js';
import { fill, styleSheet } from './theme.js';
import { judgedBars } from './thread-bars.js';

/** Px: of the picture, of its edges, of the column that names the lanes. */
const WIDTH = 820;
const EDGE = 20;
const NAMES = 112;

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
  return document(
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

function document(
  title: string,
  description: string,
  locale: Locale,
  height: number,
  parts: Child[],
): string {
  const svg = el(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${WIDTH} ${Math.ceil(height)}`,
      width: WIDTH,
      height: Math.ceil(height),
      role: 'img',
      lang: locale,
      'xml:lang': locale,
      'aria-labelledby': 'title description',
    },
    el('title', { id: 'title' }, title),
    el('desc', { id: 'description' }, description),
    el('style', {}, styleSheet),
    el('rect', { width: '100%', height: '100%', class: fill('ground') }),
    parts,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${svg.text}\n`;
}

/** The same for who cannot see it: the verdict, and one after another what the picture shows. */
function describe(summary: string, main: Episode | null, locale: Locale): string {
  const said = (main?.entries ?? []).map((entry) => printableLine(entry.text[locale]).replaceAll('`', ''));
  const [stop, between] = locale === 'en' ? ['.', ' '] : ['。', ''];
  return [summary, ...said.map((text) => (/[.?!。？！”]$/u.test(text) ? text : text + stop))].join(between);
}

function panelOf(episode: Episode, words: PictureWords, top: number): { parts: Child[]; height: number } {
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
