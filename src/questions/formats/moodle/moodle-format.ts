import type { Format } from '../format.js';
import { readMoodle } from './read-moodle.js';
import { writeMoodle } from './write-moodle.js';

/** Moodle XML. Moodle takes no question without its key, so there is no public form. */
export const moodleFormat: Format = {
  name: 'moodle-xml',
  mediaType: 'application/xml',
  extension: 'xml',
  read: readMoodle,
  write: writeMoodle,
  writePublic: null,
};
