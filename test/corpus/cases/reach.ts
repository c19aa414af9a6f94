import { hostHas32BitGate } from '../gate-32.js';
import { killed, type SandboxCase } from './sandbox-case.js';

const nobody = {
  outcome: expect.stringMatching(/^E(CONNREFUSED|NETUNREACH|NOENT|SOCKTNOSUPPORT)$/),
  fast: true,
};

/** Getting at what is not its own. */
export const reachCases: readonly SandboxCase[] = [
  {
    // The sysctls and sysrq-trigger are not ablated: what would be opened then is the host's.
    name: 'opens no file that is the host’s, the kernel’s, or its own memory; sees no environment',
    program: 'opens-what-is-the-hosts',
    arguments: (bait) => [bait.file],
    holds: ({ found }) => {
      const refused = expect.stringMatching(/^(EACCES|EROFS|EPERM|ENOENT)$/);
      const { write, read, ...rest } = found as Record<string, Record<string, string>>;
      expect(Object.values(write ?? {})).toEqual(Array.from({ length: 12 }, () => refused));
      expect(write).toMatchObject({ '/proc/self/mem': 'EROFS', '/proc/1/mem': 'EROFS' });
      expect(Object.values(read ?? {})).toEqual(Array.from({ length: 9 }, () => refused));
      expect(rest).toEqual({
        initEnvironment: '',
        ownEnvironment: ['PWD=/tmp'],
        pids: ['1', '2'],
        hostFile: 'ENOENT',
        hostFileByRoot: 'ENOENT',
        hostFileByParents: 'ENOENT',
      });
    },
  },
  {
    name: 'imports no module by an absolute path of the host',
    program: 'imports-host-module',
    arguments: (bait) => [bait.module],
    holds: ({ found }) => expect(found).toEqual(Array.from({ length: 3 }, () => 'ERR_MODULE_NOT_FOUND')),
  },
  {
    // That nobody followed them is what the bait's access time says.
    name: 'links where a grader might look for results are followed by nobody',
    program: 'result-links',
    arguments: (bait) => [bait.file],
    holds: ({ answer, found }) => {
      expect(found).toEqual({ hard: 'ENOENT' });
      expect(answer.code).toBe(0);
    },
  },
  {
    name: 'reaches no port, service, name server or address outside; every attempt fails fast',
    program: 'reaches-out',
    arguments: (bait) => [`${bait.port}`, bait.abstractName],
    holds: ({ found }) => {
      const { interfaces, lookup, resolve, ...others } = found as Record<string, unknown>;
      expect(interfaces).toEqual(['lo']);
      expect(lookup).toEqual({ outcome: expect.stringMatching(/^E(NOTFOUND|AI_AGAIN)$/), fast: true });
      expect(resolve).toEqual({ outcome: expect.stringMatching(/^E[A-Z]+$/), fast: true });
      expect(others).toEqual(Object.fromEntries(Object.keys(others).map((name) => [name, nobody])));
    },
  },
  {
    name: 'has inherited no file, directory or socket but its own standard ones',
    program: 'lists-descriptors',
    holds: ({ found }) =>
      expect(found).toEqual({
        own: ['/dev/null', 'anon_inode:[eventfd]', 'anon_inode:[eventpoll]', 'pipe', 'socket'],
        init: ['/dev/null', 'anon_inode:[eventfd]', 'socket'],
        sockets: 2,
      }),
  },
  {
    name: 'finds nothing set-uid, no device but the four, no place to write but its scratch',
    program: 'looks-for-set-uid',
    holds: ({ found }) =>
      expect(found).toEqual({
        privileged: [],
        devices: ['/dev/null', '/dev/random', '/dev/urandom', '/dev/zero'],
        writable: ['/tmp'],
      }),
  },
  {
    name: 'cannot load or run a file that it dropped, even where add-ons are allowed',
    program: 'drops-native-addon',
    options: { addons: true },
    holds: ({ found }) =>
      expect(found).toEqual({ addon: 'not mapped', program: 'EACCES', throughLoader: 'not mapped' }),
  },
  {
    name: 'cannot load an add-on at all where none are allowed',
    program: 'native-calls',
    holds: ({ answer }) => {
      expect(answer.code).toBe(1);
      expect(answer.stderr).toContain('ERR_DLOPEN_DISABLED');
    },
  },
  {
    name: 'a call by the 32-bit gate kills it',
    program: 'int80',
    options: { addons: true },
    // 128 + SIGSYS, by the filter; 128 + SIGSEGV where there is no gate to be kept from.
    holds: ({ answer }) => expect(answer).toMatchObject({ stdout: '', code: hostHas32BitGate() ? 159 : 139 }),
  },
  {
    name: 'kill(-1) and a kill of PID 1 reach nobody else',
    program: 'kill-all',
    holds: (outcome) => {
      expect(outcome.found).toEqual({ ways: ['ESRCH', true] });
      expect(killed(outcome)).toBe(false);
    },
  },
];
