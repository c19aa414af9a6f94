import { readdirSync, readFileSync } from 'node:fs';
import { childrenOf } from '../lab/sandbox/memory-watch.js';

/** Processes of this host, by `/proc`; one that goes in between is simply not there. */

export function processes(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

export function children(pid: number): number[] {
  try {
    return childrenOf(pid);
  } catch {
    return [];
  }
}

/** All below a process, itself left out. */
export function descendants(pid: number): number[] {
  return children(pid).flatMap((child) => [child, ...descendants(child)]);
}

/** Its arguments, joined by spaces; empty for a zombie, and for one that has gone. */
export function commandOf(pid: number): string {
  return readOr(`/proc/${pid}/cmdline`, '').replaceAll('\0', ' ').trim();
}

export function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
}
