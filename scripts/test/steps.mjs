import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { memory, root } from '../setup/paths.mjs';

const bin = (name) => join(root, 'node_modules', '.bin', name);
const jestResult = join(memory, 'jest.json');

/**
 * Everything `npm test` runs besides set-up, in order: the quick and exact first. Each step is a command; it
 * counts as one, passed when it exits 0, unless `count` reads the counts from what it left. `npm test -- NAME …`
 * runs only the steps so named; `--all` those as well that take minutes of sleeping (`npm run test:all`).
 */
export function steps(only = []) {
  const all = [
    { name: 'format', command: [bin('prettier'), '--check', '--log-level=warn', '.'] },
    { name: 'lint', command: [bin('oxlint'), '--deny-warnings'] },
    { name: 'types', command: [bin('tsc'), '-p', 'tsconfig.json', '--pretty', 'false'] },
    { name: 'room order', command: [bin('depcruise'), '--config', '.dependency-cruiser.mjs', 'src'] },
    ...driftChecks().map((name) => ({
      name: `drift: ${name}`,
      command: [bin('node'), 'scripts/drift.mjs', 'check', name],
    })),
    jest('jest'),
    jest('jest, slow', '--testMatch', '**/test/*-slow/*.slow.ts'),
  ];
  if (only.includes('--all')) return all;
  return all.filter(({ name }) => (only.length === 0 ? name !== 'jest, slow' : only.includes(name)));
}

/** A run of Jest that counts its tests. */
function jest(name, ...options) {
  return {
    name,
    command: [
      bin('node'),
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      'node_modules/jest/bin/jest.js',
      '--json',
      `--outputFile=${jestResult}`,
      ...options,
    ],
    live: true,
    before: () => rmSync(jestResult, { force: true }),
    count: countJest,
  };
}

/** One file in scripts/drift/ per generated thing. */
export function driftChecks() {
  const folder = join(root, 'scripts', 'drift');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.mjs'))
    .map((file) => file.slice(0, -'.mjs'.length))
    .sort();
}

/**
 * A test that was skipped or never written counts as failed, a file that did not load as one failed test. Jest
 * leaves no result when it crashed.
 */
function countJest(code) {
  if (!existsSync(jestResult)) return { passed: 0, failed: 1, note: 'jest left no result' };
  const result = JSON.parse(readFileSync(jestResult, 'utf8'));
  const skipped = result.numPendingTests + result.numTodoTests;
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites + skipped;
  const note = skipped > 0 ? `${skipped} skipped tests count as failed` : undefined;
  if (result.numTotalTests === 0) return { passed: 0, failed: 1, note: 'no test ran' };
  return { passed: result.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed, note };
}
