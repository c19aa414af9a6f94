import { badParameter } from '../platform/http/problem.js';

/**
 * How many seconds a client would wait for the report: `Prefer: wait=N` (RFC 7240, 4.3); null when it does not say.
 * Other preferences are ignored, as the RFC asks; a wait that is no number is refused, since ignoring it would leave
 * its sender without the report and without a word.
 * @param longest cut the wish to so many seconds
 * @throws HttpProblem bad-parameter
 */
export function preferredWait(header: string | undefined, longest: number): number | null {
  for (const preference of (header ?? '').split(',')) {
    const [name = '', value = ''] = (preference.split(';')[0] ?? '').split('=').map((part) => part.trim());
    if (name.toLowerCase() !== 'wait') continue;
    const digits = /^"?(\d{1,9})"?$/.exec(value)?.[1];
    if (digits === undefined) {
      throw badParameter(
        { header: 'Prefer' },
        {
          en: `“${preference.trim()}” is not a wait Doorbell understands; write, for example, “Prefer: wait=60” (seconds).`,
          'zh-CN': `无法理解 “${preference.trim()}”；请写成例如 “Prefer: wait=60”（单位：秒）。`,
        },
      );
    }
    return Math.min(Number(digits), longest);
  }
  return null;
}
