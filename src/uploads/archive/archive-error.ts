import type { Bilingual } from '../../lab/bilingual.js';

/** An archive that is not taken, and why, for whoever sent it. `entry` is the name that is meant, fit to be shown. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  readonly detail: Bilingual;
  readonly entry: string | null;

  constructor(detail: Bilingual, entry: string | null = null, options: ErrorOptions = {}) {
    super(detail.en, options);
    this.detail = detail;
    this.entry = entry;
  }
}

/** Names are hostile too: what steers a terminal or turns the direction of writing is not repeated, nor is a long one. */
export function shown(name: string): string {
  const plain = name.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd');
  return plain.length > 120 ? `${plain.slice(0, 120)}…` : plain;
}

/** One entry that is not taken; both texts continue its name. */
export function badEntry(name: string, en: string, zh: string, cause?: unknown): ArchiveError {
  const entry = shown(name);
  return new ArchiveError({ en: `“${entry}” ${en}`, 'zh-CN': `“${entry}”${zh}` }, entry, { cause });
}

/** The archive as a whole cannot be read. */
export function damaged(en: string, zh: string, cause?: unknown): ArchiveError {
  return new ArchiveError(
    { en: `The archive cannot be read: ${en}.`, 'zh-CN': `无法读取归档文件：${zh}。` },
    null,
    { cause },
  );
}
