import type { Locale } from '../bilingual.js';
import { columns, printableLine, wrap } from '../verdict/plain-text.js';
import type { TimelineEntry } from '../verdict/report.js';
import type { SceneSyscalls, Syscall, Syscalls } from '../verdict/syscalls.js';
import { pictureWords } from './picture-words.js';
import { syscallWords } from './syscalls-words.js';

/** Columns of the whole, of the times, of who it is. */
const WIDTH = 110;
const TIMES = 19;
const WHO = 14;

/**
 * The system calls as a table for a terminal: scene by scene, from when to when, whose, what; between them what the
 * peer, the bells and the lab did. Plain text, at most 110 columns.
 */
export function renderSyscalls(syscalls: Syscalls, locale: Locale): string {
  const words = syscallWords[locale];
  const parts = [
    [words.title, ...wrap(syscalls.note[locale], WIDTH)],
    ...syscalls.scenes.map((scene) => sceneLines(scene, locale)),
  ];
  if (syscalls.notPlayed.length > 0) parts.push(wrap(words.notPlayed(syscalls.notPlayed), WIDTH));
  return parts.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

function sceneLines(scene: SceneSyscalls, locale: Locale): string[] {
  const words = syscallWords[locale];
  const rows: { at: number; lines: string[] }[] = scene.timeline.map((entry) => ({
    at: entry.at,
    lines: eventLines(entry, locale),
  }));
  let chatter = 0;
  for (const [index, call] of scene.calls.entries()) {
    // What brought a call back stands before it: an event at its beginning, a call at its end.
    const at = call.until ?? Infinity;
    if (index === scene.first) rows.push({ at: call.at, lines: [`  ${words.leftOut(scene.leftOut)}`] });
    if (isChatter(call)) chatter += 1;
    else rows.push({ at, lines: callLines(call, locale) });
  }
  rows.sort((a, b) => (a.at === b.at ? 0 : a.at - b.at));
  return [
    printableLine(scene.scene),
    ...rows.flatMap(({ lines }) => lines),
    ...(scene.calls.length === 0 ? [`  ${words.none}`] : []),
    ...(chatter > 0 ? [`  ${words.chatter(chatter)}`] : []),
    ...(scene.complete ? [] : [`  ${words.incomplete}`]),
  ];
}

/** How threads of one process hand work and locks to each other: long, and of no I/O. A wait of the judged thread is none. */
function isChatter({ name, lane, arguments: given, error }: Syscall): boolean {
  if (name !== 'futex') return false;
  return lane !== 'judged-thread' || given.includes('FUTEX_WAKE') || error === 'EAGAIN';
}

function eventLines(entry: TimelineEntry, locale: Locale): string[] {
  return row(entry.at.toFixed(1), `· ${pictureWords[locale].who[entry.lane]}`, entry.text[locale]);
}

function callLines(call: Syscall, locale: Locale): string[] {
  const words = syscallWords[locale];
  const times = call.until === null ? `${call.at.toFixed(1)} –     …` : span(call.at, call.until);
  return row(times, `  ${words.who(call.lane, call.thread)}`, textOf(call, locale));
}

function textOf(call: Syscall, locale: Locale): string {
  const words = syscallWords[locale];
  if (call.kind === 'signal') return `--- ${call.name} ${call.arguments} ---`;
  if (call.until === null) return `${call.name}(${call.arguments}, …  ${words.underWay}`;
  const error = call.error === null ? '' : ` ${call.error}`;
  const times = call.times > 1 ? `  ${words.times(call.times)}` : '';
  return `${call.name}(${call.arguments}) = ${call.result ?? '?'}${error}${times}`;
}

/** One that returned at once is an instant. */
function span(at: number, until: number): string {
  return until - at < 0.1 ? at.toFixed(1) : `${at.toFixed(1)} – ${until.toFixed(1)}`;
}

function row(times: string, who: string, text: string): string[] {
  const label = `${times.padStart(TIMES)} ${who}${' '.repeat(Math.max(1, WHO - columns(who)))}`;
  return wrap(printableLine(text), WIDTH, label, ' '.repeat(TIMES + 3 + WHO));
}
