import type { Locale } from '../../lab/bilingual.js';
import type { PlainHead } from './plain.js';

/**
 * Sources stand at the end of the explanation, where students of other systems can use them, as a list under a line
 * of its own; the reader takes them off again.
 */

const heading: Readonly<Record<Locale, string>> = { en: 'Sources:', 'zh-CN': '来源：' };

export function withSources(
  explanation: string | undefined,
  sources: PlainHead['sources'],
  locale: Locale,
): string {
  if (sources.length === 0) return explanation ?? '';
  const list = sources.map(({ title, url }) => (url === undefined ? `- ${title}` : `- ${title} <${url}>`));
  return `${explanation ?? ''}\n\n${heading[locale]}\n\n${list.join('\n')}`;
}

/** What `withSources` wrote, divided; a text without such a list is all explanation. */
export function takeSources(text: string): { explanation: string; sources: PlainHead['sources'] } {
  for (const line of Object.values(heading)) {
    const at = text.lastIndexOf(`\n\n${line}\n\n`);
    if (at < 0 && !text.startsWith(`${line}\n\n`)) continue;
    const list = text.slice(Math.max(0, at)).trim().slice(line.length).trim().split('\n');
    const sources = list.map((each) => /^- (.{1,200}?)(?: <(https:\/\/[^<>\s]+)>)?$/.exec(each.trim()));
    if (!sources.every((each) => each !== null)) continue;
    return {
      explanation: at < 0 ? '' : text.slice(0, at),
      sources: sources.map(([, title = '', url]) => ({ title, ...(url === undefined ? {} : { url }) })),
    };
  }
  return { explanation: text, sources: [] };
}
