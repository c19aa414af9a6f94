/** Answers as they stand after 答案：, several of them in one line, each perhaps in several spellings. */

/** `a / b；c`: what separates is escaped inside. */
export const writeAnswers = (answers: readonly (readonly string[])[]): string =>
  answers.map((accept) => accept.map(escaped).join(' / ')).join('；');

const escaped = (text: string) => text.replaceAll(/[\\/;；或]/g, '\\$&').replaceAll(/\s*\n\s*/g, ' ');

/**
 * The answers of so many blanks: divided by semicolons or, where that gives the wrong number, by commas or space.
 * Null when no way of dividing gives as many as there are blanks.
 */
export function readAnswers(line: string, blanks: number): string[][] | null {
  const ways = [/[;；]/, /[;；、，,]/, /[;；、，,\s]+/];
  for (const way of blanks === 1 ? [] : ways) {
    const parts = split(line, way).map((each) => each.replace(/^\s*[(（]?\d{1,2}\s*[.．、:：)）]\s*/, ''));
    const filled = parts.filter((each) => each.trim() !== '');
    if (filled.length === blanks) return filled.map(spellings);
  }
  return blanks === 1 ? [spellings(line)] : null;
}

/** `EAGAIN / EWOULDBLOCK`, `EAGAIN 或 EWOULDBLOCK`. */
export const spellings = (text: string): string[] =>
  split(text, /[/或]/)
    .map((each) => each.replaceAll(/\\([^])/g, '$1').trim())
    .filter((each) => each !== '');

/** At what is not escaped; the escapes stay. */
function split(text: string, separator: RegExp): string[] {
  const parts = [''];
  for (const [token] of text.matchAll(/\\[^]|[^]/g))
    if (token.length === 1 && separator.test(token)) parts.push('');
    else parts[parts.length - 1] += token;
  return parts;
}

const yes = /^(对|正确|是|√|✓|✔|t|true|y|yes|right)$/i;
const no = /^(错|错误|不对|否|×|✗|✘|x|f|false|n|no|wrong)$/i;

/** 对, √, T: true; 错, ×, F: false; anything else is no truth value. */
export function truthOf(text: string): boolean | undefined {
  const bare = text.trim().replace(/[。.]$/, '');
  return yes.test(bare) ? true : no.test(bare) ? false : undefined;
}

/** `AC`, `A、C`, `A→C`: letters in their order; null when there is anything else. */
export function lettersOf(text: string): string[] | null {
  const bare = text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s,、，;；.。和>＞→—–-]/g, '');
  return /^[A-L]+$/.test(bare) ? bare.split('') : null;
}

/** `5`, `5±1 ms`, `5 ± 1`. */
export function numberOf(text: string): { answer: number; tolerance: number; unit: string } | null {
  const found =
    /^\s*(?:约|≈)?\s*([+-]?\d+(?:\.\d+)?)\s*(?:(?:±|\+\/-)\s*(\d+(?:\.\d+)?))?\s*([^\d±]{0,40})$/.exec(
      text
        .normalize('NFKC')
        .replaceAll('−', '-')
        .replaceAll(/\\([^])/g, '$1'),
    );
  return found
    ? { answer: Number(found[1]), tolerance: Number(found[2] ?? 0), unit: (found[3] ?? '').trim() }
    : null;
}
