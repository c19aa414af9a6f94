/**
 * What somebody typed, in the form in which it is compared: Unicode NFKC (full-width letters and digits become
 * ordinary ones), no space but one between two words of Latin letters or digits, no quotes or full stop around it, small
 * letters, and a call without its empty parentheses: `Recv()` is `recv`.
 */
export function normalized(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ (?![\p{Script=Latin}\p{Nd}])|(?<![\p{Script=Latin}\p{Nd}]) /gu, '')
    .replace(/^[`"'“”‘’「」]+/, '')
    .replace(/[`"'“”‘’「」.。;；!！]+$/, '')
    .replace(/\s*\(\s*\)$/, '')
    .trim()
    .toLowerCase();
}

/** Whether one of the accepted texts was meant. */
export function isOneOf(text: string, accepted: readonly string[]): boolean {
  const given = normalized(text);
  return accepted.some((each) => normalized(each) === given);
}
