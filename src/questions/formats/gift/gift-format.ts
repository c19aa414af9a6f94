import type { Format } from '../format.js';
import { readGift } from './read-gift.js';
import { writeGift } from './write-gift.js';

/** GIFT. Its questions are nothing without their key, so there is no public form. */
export const giftFormat: Format = {
  name: 'gift',
  mediaType: 'text/plain',
  extension: 'gift',
  read: readGift,
  write: writeGift,
  writePublic: null,
};
