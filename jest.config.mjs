/**
 * Jest in ESM (Nest 12 is ESM only): run it with `node --experimental-vm-modules`, as `npm run jest` does.
 * swc only removes types, `npm run types` checks them.
 *
 * @type {import('jest').Config}
 */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/test/**/*.spec.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.doorbell/'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1.ts', '$1.js'] },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  transformIgnorePatterns: ['/node_modules/', '\\.m?js$'],
  // A net for what hangs, hooks included, and never a measure: a starved host has taken 70 s to start four compilers.
  testTimeout: 300_000,
  testSequencer: '<rootDir>/scripts/test/longest-first.mjs',
  // Two cores: the long files sleep most of their time, so that a third worker finds a core.
  maxWorkers: 3,
  // A worker that grew past this is replaced: vm modules are never freed by Jest.
  workerIdleMemoryLimit: '1GB',
};
