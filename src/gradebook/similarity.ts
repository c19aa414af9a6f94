import { setImmediate } from 'node:timers/promises';
import ts from 'typescript';

/**
 * Which submissions look alike: winnowing over the syntax tree (S. Schleimer, D. S. Wilkerson, A. Aiken: Winnowing: Local Algorithms
 * for Document Fingerprinting, SIGMOD 2003), as MOSS does it. Names, numbers, texts, comments and layout count for
 * nothing; what the starter has, or many students have, proves nothing. It flags for a person to look at, and decides
 * nothing. Pure.
 */

/** Nodes in a fingerprint: shorter likenesses are not seen. */
const gram = 12;

/** Fingerprints chosen from: every likeness of `gram + window − 1` nodes is found. */
const window = 4;

export interface Source {
  readonly id: string;
  readonly source: string;
}

export interface Likeness {
  readonly one: string;
  readonly other: string;
  /** Fingerprints that both have. */
  readonly shared: number;
  /** Of the shorter one’s, from 0 to 1. */
  readonly share: number;
}

/**
 * Pairs whose shorter one has at least `least` of its fingerprints in common with the other, most alike first.
 *
 * `starter`: what everybody began with. Fingerprints that more than `common` of the sources have are left out, where there
 * are enough sources to say so. Other work goes on between two sources: a large course takes seconds.
 */
export async function likenesses(
  sources: readonly Source[],
  { starter, least = 0.5, common = 0.3 }: { starter: string; least?: number; common?: number },
): Promise<Likeness[]> {
  const given = new Set(fingerprints(starter));
  const holders = new Map<number, string[]>();
  for (const { id, source } of sources) {
    for (const print of new Set(fingerprints(source)))
      if (!given.has(print)) holders.set(print, [...(holders.get(print) ?? []), id]);
    await setImmediate();
  }
  const most = Math.max(2, Math.floor(common * sources.length));
  const sizes = new Map<string, number>();
  const shared = new Map<string, Map<string, number>>();
  for (const ids of holders.values()) {
    if (ids.length > most) continue;
    for (const [index, one] of ids.entries()) {
      sizes.set(one, (sizes.get(one) ?? 0) + 1);
      const row = shared.get(one) ?? new Map<string, number>();
      shared.set(one, row);
      for (const other of ids.slice(index + 1)) row.set(other, (row.get(other) ?? 0) + 1);
    }
  }
  return [...shared]
    .flatMap(([one, row]) =>
      [...row].map(([other, count]) => ({
        one,
        other,
        shared: count,
        share: count / Math.min(sizes.get(one) ?? 1, sizes.get(other) ?? 1),
      })),
    )
    .filter(({ share }) => share >= least)
    .sort((a, b) => b.share - a.share || b.shared - a.shared);
}

/** Of each window of neighbouring hashes the least, the rightmost of equals. */
export function fingerprints(source: string): number[] {
  const hashes = gramsOf(tokensOf(source)).map(hashOf);
  if (hashes.length <= window) return hashes.length === 0 ? [] : [Math.min(...hashes)];
  const chosen: number[] = [];
  let last = -1;
  for (let start = 0; start + window <= hashes.length; start += 1) {
    let at = start;
    for (let index = start; index < start + window; index += 1)
      if ((hashes[index] ?? 0) <= (hashes[at] ?? 0)) at = index;
    if (at === last) continue;
    last = at;
    chosen.push(hashes[at] ?? 0);
  }
  return chosen;
}

/**
 * The syntax tree, node by node from above: its kinds, and the names of what is taken from an object, which nobody can
 * change as they can change their own. Nothing of a source that nests too deeply to be parsed.
 */
function tokensOf(source: string): string[] {
  const tokens: string[] = [];
  try {
    const left: ts.Node[] = [ts.createSourceFile('a.ts', source, ts.ScriptTarget.Latest)];
    for (let node = left.pop(); node !== undefined; node = left.pop()) {
      tokens.push(ts.isPropertyAccessExpression(node) ? node.name.text : String(node.kind));
      const children: ts.Node[] = [];
      ts.forEachChild(node, (child) => {
        children.push(child);
      });
      left.push(...children.reverse());
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return tokens;
}

function gramsOf(tokens: readonly string[]): string[] {
  const grams: string[] = [];
  for (let start = 0; start + gram <= tokens.length; start += 1)
    grams.push(tokens.slice(start, start + gram).join(' '));
  return grams;
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
