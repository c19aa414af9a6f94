import type { Bilingual } from '../../bilingual.js';
import type { Observation } from '../recording.js';
import type { Mechanism } from '../report.js';

/** One text in both languages. Each is written for itself; neither is a translation of the other. */
export function say(en: string, zh: string): Bilingual {
  return { en, 'zh-CN': zh };
}

/** Sentences one after another; a Latin sentence needs a space before the next, a Chinese one does not. */
export function together(...sentences: readonly (Bilingual | null)[]): Bilingual {
  const said = sentences.filter((sentence) => sentence !== null);
  return say(said.map((one) => one.en).join(' '), said.map((one) => one['zh-CN']).join(''));
}

/** 4194304 → 4,194,304. */
export function digits(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** once, twice, 3 times. */
export function timesEn(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${digits(count)} times`;
}

/** 1 byte, 2 bytes. */
export function countEn(count: number, one: string, many = `${one}s`): string {
  return `${digits(count)} ${count === 1 ? one : many}`;
}

/** Milliseconds of CPU, as exact as they mean something. */
export function cpu(ms: number): Bilingual {
  if (ms < 0.1) return say('less than 0.1 ms of CPU', 'CPU 用时不到 0.1 毫秒');
  const shown = ms < 10 ? String(Math.round(ms * 10) / 10) : digits(ms);
  return say(`${shown} ms of CPU`, `CPU 用时 ${shown} 毫秒`);
}

const LONGEST_QUOTE = 200;

/** What brings a piece of the stream, as the student's own code gets it. */
export function aPiece(wanted: Mechanism): Bilingual {
  return wanted === 'notified' ? say('`data` event', '`data` 事件') : say('`recv`', '`recv` ');
}

/** What the program said, as it said it: one line, cut when long. The quotation marks are the same in both languages. */
export function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return `“${line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line}”`;
}

/** A system call, by its own name. */
export function code(name: string): string {
  return `\`${name}\``;
}

export function numberOf(observation: Observation, name: string): number | null {
  const value = observation.values[name];
  return typeof value === 'number' ? value : null;
}

/** Null also for an empty text: nothing to quote. */
export function textOf(observation: Observation, name: string): string | null {
  const value = observation.values[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The sentences of one finding. */
export interface FindingWords {
  readonly observed: (observation: Observation) => Bilingual;
  /** Why it matters and what to change, given the way of waiting that is asked for; for a passed one a short confirmation. */
  readonly explanation: (check: string, observation: Observation, wanted: Mechanism) => Bilingual;
}

/** CPU used in silences from which on it shows a spin; a proof takes more, but not all of it in a silence, ms. */
export const SPIN_SHOWN_MS = 100;
