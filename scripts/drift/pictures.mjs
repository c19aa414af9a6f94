import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The pictures that the documents show, drawn from reports of real runs. */
const shown = [
  ['notified', 'en'],
  ['timed-poll', 'en'],
  ['busy-poll', 'en'],
  ['blocking', 'en'],
  ['notified', 'zh-CN'],
  ['timed-poll', 'zh-CN'],
];

export async function generate(root) {
  const { renderPicture } = await import(join(root, 'dist/lab/picture/picture.js'));
  return Object.fromEntries(
    shown.map(([name, locale]) => {
      const report = JSON.parse(readFileSync(join(root, `test/support/reports/${name}.json`), 'utf8'));
      return [`docs/pictures/${name}.${locale}.svg`, renderPicture(report, locale)];
    }),
  );
}
