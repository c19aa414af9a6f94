import type { Sleep } from './recording.js';
import type { Mechanism } from './report.js';

/**
 * The line of the submission that made it wait as it did, where only one line can have: the kernel shows the call,
 * and the source holds exactly one way to come to it. With two candidates, or none, no line is named.
 */
export function suspectLine(source: string, mechanism: Mechanism | null, sleep: Sleep | null): number | null {
  const pattern = patternFor(mechanism, sleep);
  if (!pattern) return null;
  const lines = withoutComments(source)
    .split(/\r?\n/)
    .flatMap((line, index) => (pattern.test(line) && !/^\s*import\b/.test(line) ? [index + 1] : []));
  return lines.length === 1 ? (lines[0] ?? null) : null;
}

function patternFor(mechanism: Mechanism | null, sleep: Sleep | null): RegExp | null {
  switch (mechanism) {
    case 'timed-poll':
      return /\bset(Interval|Timeout)\s*\(/;
    case 'busy-poll':
      return /\bsetImmediate\s*\(|\bwhile\s*\(|\bfor\s*\(\s*;/;
    case 'blocking':
      if (!sleep || sleep.onLoop) return null;
      if (sleep.call === 'futex') return /\bAtomics\.wait\s*\(/;
      if (sleep.set === 'other') return /\b(spawnSync|execSync|execFileSync)\s*\(/;
      if (['read', 'readv', 'pread64'].includes(sleep.call))
        return /\b(readSync|readvSync|readFileSync)\s*\(/;
      if (['write', 'writev'].includes(sleep.call)) return /\b(writeSync|writevSync|writeFileSync)\s*\(/;
      return sleep.call === 'openat' ? /\bopenSync\s*\(/ : null;
    case 'multiplexed':
    case 'notified':
    case null:
      return null;
  }
}

/** Comments blanked, line breaks kept; a `//` inside a text costs at most a candidate. */
function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (comment) => comment.replace(/[^\n]/g, ' '));
}
