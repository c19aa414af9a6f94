import type { Format, FormatName } from './format.js';
import { giftFormat } from './gift/gift-format.js';
import { moodleFormat } from './moodle/moodle-format.js';
import { yamlFormat } from './yaml-format.js';

/** Every format there is. */
export const formats = {
  yaml: yamlFormat,
  gift: giftFormat,
  'moodle-xml': moodleFormat,
} as unknown as Readonly<Record<FormatName, Format>>;
