import { relative } from 'node:path';
import TestSequencer from '@jest/test-sequencer';
import { root } from '../setup/paths.mjs';

/**
 * The files that take a minute or more, mostly asleep. Jest knows how long a file took when it has run it before; in a
 * clean clone it goes by size, and would begin the longest when all others are done. The soak, which computes beside whatever
 * runs then, comes when those that start whole services are over.
 */
const longest = [
  'test/corpus/bank.spec.ts',
  'test/http/serve.spec.ts',
  'test/kernel/cli.spec.ts',
  'test/corpus/soak.spec.ts',
  'src/cli/bank-formats.spec.ts',
  'test/http/idle.spec.ts',
];

const place = ({ path }) => {
  const at = longest.indexOf(relative(root, path));
  return at === -1 ? longest.length : at;
};

/** Those first, in this order; then whatever Jest would do. */
export default class LongestFirst extends TestSequencer {
  sort(tests) {
    return super.sort(tests).toSorted((a, b) => place(a) - place(b));
  }
}
