import type { Format, FormatName } from './format.js';
import { giftFormat } from './gift/gift-format.js';
import { moodleFormat } from './moodle/moodle-format.js';
import { qtiFormat } from './qti/qti-format.js';
import { textFormat } from './text/text-format.js';
import { yamlFormat } from './yaml-format.js';

/** Every format there is. */
export const formats: Readonly<Record<FormatName, Format>> = {
  yaml: yamlFormat,
  gift: giftFormat,
  'moodle-xml': moodleFormat,
  text: textFormat,
  qti: qtiFormat,
};
