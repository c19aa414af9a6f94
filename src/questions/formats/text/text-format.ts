import type { Format } from '../format.js';
import { readText } from './read-text.js';
import { writePaper, writeText } from './write-text.js';

/** Plain text as teachers have it in documents; in public it is the paper. */
export const textFormat: Format = {
  name: 'text',
  mediaType: 'text/plain',
  extension: 'txt',
  read: readText,
  write: writeText,
  writePublic: writePaper,
};
