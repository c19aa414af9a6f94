import type { SandboxCase } from './sandbox-case.js';

/** Outliving its time. */
export const lifeCycleCases: readonly SandboxCase[] = [
  {
    name: 'ignores every signal it can and starts a daemon: both die at the wall time',
    program: 'ignores-sigterm-with-daemon',
    options: { limits: { wallMs: 800 } },
    holds: ({ answer }) => expect(answer).toMatchObject({ stdout: 'up\n', timedOut: true }),
  },
  {
    name: 'leaves a daemon in a session of its own and exits: the daemon goes with it',
    program: 'ignores-sigterm-with-daemon',
    arguments: () => ['leave'],
    holds: ({ answer }) => expect(answer).toMatchObject({ stdout: 'up\n', timedOut: false, code: 0 }),
  },
  {
    name: 'leaves an abstract socket',
    program: 'leaves-abstract-socket',
    holds: ({ found }) => expect(found).toEqual({ found: 'ECONNREFUSED' }),
  },
  {
    name: 'finds no abstract socket of the run before',
    program: 'leaves-abstract-socket',
    holds: ({ found }) => expect(found).toEqual({ found: 'ECONNREFUSED' }),
  },
];
