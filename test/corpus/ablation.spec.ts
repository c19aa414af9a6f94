import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { proctorCommand } from '../../src/lab/sandbox/confinement.js';
import { defaultLimits } from '../../src/lab/sandbox/limits.js';
import { startSlot, type Slot } from '../../src/lab/sandbox/slot.js';
import { claimSlotUser } from '../../src/lab/sandbox/slot-user.js';
import { outerTools } from '../../src/lab/sandbox/tools.js';
import type { TrialAnswer, TrialRequest } from '../../src/lab/sandbox/trial-proctor.js';
import { layBait } from './canaries.js';
import { hostHas32BitGate } from './gate-32.js';
import { ablationProctor, openCorpusSandbox, type CorpusSandbox } from './corpus-sandbox.js';
import { programText } from './program-text.js';

/**
 * That the walls are what stops the attacks: the same programs, the same command, one wall taken out, and the attack
 * bites. The slot around it (ablation-proctor.mjs runs in one) keeps it from the host. Not shown here, since nothing
 * would be around them: cgroup limits, the drop from root, the sysctls, CAP_SYS_* of the jail; vsock, packet, AF_ALG and SCTP sockets would make the kernel load modules.
 */
let sandbox: CorpusSandbox;
let slot: Slot;
let answers: AsyncIterator<string>;

type Wall =
  | 'filter'
  | 'nested-namespaces'
  | 'pid-namespace'
  | 'ipc-namespace'
  | 'read-only-proc'
  | 'scratch'
  | 'file-size'
  | 'descriptors'
  | 'locked-memory'
  | 'empty-environment';

const limits = { ...defaultLimits, wallMs: 10_000 };

function listen({ child }: Slot): AsyncIterator<string> {
  return createInterface({ input: child.stdout })[Symbol.asyncIterator]();
}

const start = () =>
  startSlot({ image: sandbox.image, place: sandbox.place, limits, script: [ablationProctor] });

function ask(to: Slot, program: string, without: readonly Wall[], args: readonly string[]): void {
  const script = ['--input-type=module', '-e', programText(program), ...args];
  const request: TrialRequest & { without: readonly Wall[] } = { script, limits, addons: true, without };
  to.child.stdin.write(`${JSON.stringify(request)}\n`);
}

async function run(program: string, without: readonly Wall[], ...args: string[]): Promise<TrialAnswer> {
  ask(slot, program, without, args);
  const { value } = (await answers.next()) as { value?: string };
  if (value === undefined) throw new Error('the slot ended without a word');
  return JSON.parse(value) as TrialAnswer;
}

async function found(program: string, without: readonly Wall[], ...args: string[]): Promise<unknown> {
  const { stdout, stderr } = await run(program, without, ...args);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

beforeAll(async () => {
  sandbox = await openCorpusSandbox();
  slot = await start();
  answers = listen(slot);
});

afterAll(async () => {
  await slot?.kill();
  await sandbox?.remove();
});

describe('with every wall', () => {
  it('an honest program runs', async () => {
    expect(await found('clean', [])).toEqual(['worker', 'file', 'child', 'socket']);
  });
});

describe('without the filter', () => {
  const granted = expect.any(Number);

  it.each([
    // It reads eight bytes, here of itself: with the same user, of any process it can name.
    ['processVmReadv', 8],
    ['kernelAio', 0],
    ['keyctl', granted],
    ['netlink', granted],
    ['userfaultfd', granted],
    ['memfd', granted],
    ['pidfdOpen', granted],
    ['sharedMemory', granted],
    ['personality', 0],
    ['subreaper', 0],
    // Its /proc files, our evidence, close.
    ['notDumpable', 0],
    // Another slot's open of the file would wait for up to 45 s.
    ['leaseOnOwnFile', 0],
    // Back at 0, a core_pattern with a pipe would start the host's handler.
    ['coreLimitByPrlimit', 0],
  ])('%s is granted', async (name, result) => {
    expect(await found('native-calls', ['filter'], name)).toEqual({ [name]: result });
  });

  it('ptrace is granted', async () => {
    expect(await found('native-calls', ['filter'], 'ptraceMe')).toEqual({ ptraceMe: 0 });
  });

  it('io_uring is granted, its rings once locked memory is, where the host has not switched it off', async () => {
    const off = readFileSync('/proc/sys/kernel/io_uring_disabled', 'utf8').trim();
    expect(await found('native-calls', ['filter', 'locked-memory'], 'ioUringSetup')).toEqual({
      ioUringSetup: off === '0' ? granted : 'EPERM',
    });
  });

  it('the 32-bit gate is open, where the host has one', async () => {
    const { stdout, code } = await run('int80', ['filter']);
    // 139: 128 + SIGSEGV, the processor's own answer.
    expect({ stdout, code }).toEqual(
      hostHas32BitGate() ? { stdout: '{"pid":2}\n', code: 0 } : { stdout: '', code: 139 },
    );
  });

  it('UDP sockets, whose memory nobody is charged for, are granted', async () => {
    expect(await found('udp-buffer-bomb', ['filter'])).toMatchObject({ byDgram: 'possible', inet: granted });
  });

  it('a user namespace is refused by a second wall, and granted without that one', async () => {
    expect(await found('native-calls', ['filter'], 'cloneUser')).toEqual({ cloneUser: 'ENOSPC' });
    expect(await found('native-calls', ['filter', 'nested-namespaces'], 'cloneUser')).toEqual({
      cloneUser: granted,
    });
  });

  it('shared memory stays behind for the next run without an IPC namespace', async () => {
    const left = () => found('reads-shared-memory', ['filter', 'ipc-namespace']);
    expect(await left()).toEqual({ left: 0 });
    await found('native-calls', ['filter', 'ipc-namespace'], 'sharedMemory');
    expect(await left()).toEqual({ left: 1 });
    expect(await found('reads-shared-memory', ['filter'])).toEqual({ left: 0 });
  });
});

describe('without a limit', () => {
  it('its scratch takes more files than allowed', async () => {
    const most = `${defaultLimits.scratchInodes * 2}`;
    expect(await found('tmpfs-by-inodes', ['scratch'], most)).toMatchObject({ count: Number(most) });
  });

  it('a file of a terabyte is made', async () => {
    expect(await found('sparse-terabyte', ['file-size'])).toMatchObject({ truncate: 'possible' });
  });

  it('descriptors go on', async () => {
    const { count } = (await found('descriptor-exhaustion', ['descriptors'])) as { count: number };
    expect(count).toBeGreaterThan(defaultLimits.descriptors);
  });
});

describe('without a mount option', () => {
  it('a dropped add-on is loaded, a dropped program run', async () => {
    expect(await found('drops-native-addon', ['scratch'])).toMatchObject({
      addon: 'possible',
      program: 'possible',
    });
  });

  it('its own memory, and how readily the kernel kills it, can be written', async () => {
    const { write } = (await found('opens-what-is-the-hosts', ['read-only-proc'], '/none')) as {
      write: Record<string, string>;
    };
    expect(write).toMatchObject({ '/proc/self/mem': 'possible', '/proc/self/oom_score_adj': 'possible' });
    expect(write['/proc/sys/kernel/core_pattern']).not.toBe('possible');
  });
});

describe('without an empty environment at bwrap’s start', () => {
  it('--clearenv is too late: PID 1 still has it', async () => {
    expect(await found('opens-what-is-the-hosts', ['empty-environment'], '/none')).toMatchObject({
      initEnvironment: 'SECRET=of the service\0',
      ownEnvironment: ['PWD=/tmp'],
    });
  });
});

describe('without a PID namespace of its own', () => {
  it('kill(-1) ends the proctor, and the slot with it', async () => {
    const victim = await start();
    ask(victim, 'kill-all', ['pid-namespace'], []);
    await victim.ended;
    expect(victim.child.exitCode ?? victim.child.signalCode).not.toBe(0);
  });
});

describe('without a network namespace of the slot', () => {
  it('the host’s loopback is reached', async () => {
    const bait = await layBait();
    const user = process.geteuid?.() === 0 ? await claimSlotUser() : null;
    const { file, args } = proctorCommand({
      image: sandbox.image.root,
      uid: user?.uid ?? null,
      cgroups: [],
      script: [ablationProctor],
      tools: await outerTools(sandbox.image.root),
    });
    const child = spawn(
      file,
      args.filter((each) => each !== '--unshare-net'),
      { env: {}, cwd: '/', stdio: ['pipe', 'pipe', 'inherit'] },
    );
    try {
      const script = ['--input-type=module', '-e', programText('reaches-host-port'), `${bait.port}`];
      child.stdin.write(`${JSON.stringify({ script, limits, without: [] })}\n`);
      const { value } = (await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next()) as {
        value: string;
      };
      expect(JSON.parse((JSON.parse(value) as TrialAnswer).stdout)).toEqual({ outcome: 'reached' });
      expect(bait.reached()).toBe(1);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'close');
      user?.release();
      await bait.remove();
    }
  });
});
