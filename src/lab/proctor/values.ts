import type { Value } from '../exercise/scene.js';
import type { Plain } from '../harness/protocol.js';
import type { Finding } from '../verdict/recording.js';
import type { SceneState } from './scene-state.js';

export interface Fault {
  readonly finding: Finding;
  readonly values: Record<string, string | number | boolean | null>;
}

/** Where a value of the program's came from; the sentences of a report tell them apart. */
export type Origin = { readonly position: number } | { readonly from: 'call' | 'promise' };

/** What is wrong about a value; nothing, if it is as wanted. */
export function faultsOfValue(wanted: Value, got: Plain, state: SceneState, origin: Origin): Fault[] {
  if ('fields' in wanted) return faultsOfFields(wanted.fields, got, state, origin);
  if (matches(wanted, got, state)) return [];
  return [wrong(origin, show(got), wantedText(wanted, state))];
}

function faultsOfFields(
  wanted: Extract<Value, { fields: unknown }>['fields'],
  got: Plain,
  state: SceneState,
  origin: Origin,
): Fault[] {
  if (typeof got !== 'object' || got === null || !('fields' in got) || got.fields === undefined) {
    return [wrong(origin, show(got), 'an object')];
  }
  const { fields } = got;
  return Object.entries(wanted).flatMap(([field, each]): Fault[] => {
    const value = fields[field] ?? null;
    if (matches(each, value, state)) return [];
    const values = { ...origin, field, got: show(value), wanted: wantedText(each, state) };
    return [{ finding: 'wrong-field', values }];
  });
}

function wrong(origin: Origin, got: string, wanted: string): Fault {
  if ('position' in origin) return { finding: 'wrong-arguments', values: { ...origin, got, wanted } };
  return { finding: origin.from === 'call' ? 'wrong-value' : 'wrong-result', values: { got, wanted } };
}

type PlainWanted = Exclude<Value, { fields: unknown }>;

function wantedText(wanted: PlainWanted, state: SceneState): string {
  if ('error' in wanted) return wanted.error === true ? 'an Error' : `Error: ${wanted.error}`;
  if ('same' in wanted) return 'the same object';
  return 'text' in wanted ? shortened(state.text(wanted.text), String) : show(wanted.is);
}

function matches(wanted: PlainWanted, got: Plain, state: SceneState): boolean {
  if ('error' in wanted) {
    const isError = typeof got === 'object' && got !== null && 'error' in got;
    return isError && (wanted.error === true || got.error === wanted.error);
  }
  if ('same' in wanted) {
    return (
      typeof got === 'object' &&
      got !== null &&
      'same' in got &&
      got.same === state.tagOfKnownCall(wanted.same)
    );
  }
  if ('text' in wanted) return got === state.text(wanted.text);
  return got === wanted.is;
}

/** A value of the program's, short, for a sentence. */
export function show(value: Plain): string {
  if (typeof value === 'object' && value !== null)
    return 'error' in value ? `Error: ${value.error}`.slice(0, 120) : value.other;
  return typeof value === 'string' ? shortened(value, JSON.stringify) : JSON.stringify(value);
}

/** The beginning of a long text, and how long it is: two that differ only far behind are told apart by that. */
function shortened(text: string, written: (text: string) => string): string {
  const most = 100;
  return text.length <= most ? written(text) : `${written(text.slice(0, most))}… [${text.length}]`;
}

/** The beginning of what a wire has brought, as text, for a sentence. */
export function showBytes(bytes: Buffer): string {
  return show(bytes.subarray(0, 320).toString().slice(0, 80));
}
