/**
 * A table as a spreadsheet saves it: UTF-8, with or without a byte order mark, or, from a Chinese Windows, GBK (read as
 * its superset GB 18030). What is valid UTF-8 is UTF-8: Chinese text in GBK hardly ever is by chance.
 *
 * @returns null when it is neither
 */
export function decodeTable(bytes: Uint8Array): string | null {
  for (const encoding of ['utf-8', 'gb18030'])
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      continue;
    }
  return null;
}
