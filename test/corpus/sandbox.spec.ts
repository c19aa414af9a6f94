import { defaultLimits } from '../../src/lab/sandbox/limits.js';
import { startTrialSlot, type TrialSlot } from '../../src/lab/sandbox/trial.js';
import type { TrialAnswer } from '../../src/lab/sandbox/trial-proctor.js';
import { layBait, firstCanaries, settledCanaries, type Bait, type Canaries } from './canaries.js';
import { lifeCycleCases } from './cases/life-cycle.js';
import { nativeCalls } from './cases/native-calls.js';
import { reachCases } from './cases/reach.js';
import { resourceCases } from './cases/resources.js';
import type { SandboxCase } from './cases/sandbox-case.js';
import { openCorpusSandbox, type CorpusSandbox } from './corpus-sandbox.js';
import { programText } from './program-text.js';

/**
 * Hostile programs in the real sandbox, all in one slot, one after the other. After each: the host's canaries are as
 * before, nothing of the program is left, and an honest program runs in the very same slot.
 */
let sandbox: CorpusSandbox;
let bait: Bait;
let trial: TrialSlot;
let before: Canaries;

const start = () => startTrialSlot(sandbox.image, sandbox.place, { ...defaultLimits, wallMs: 20_000 });

function run(
  slot: TrialSlot,
  program: string,
  args: readonly string[] = [],
  options: SandboxCase['options'] = {},
): Promise<TrialAnswer> {
  return slot.run(['--input-type=module', '-e', programText(program), ...args], options);
}

async function cleanRun(): Promise<void> {
  const { stdout, stderr, code } = await run(trial, 'clean');
  expect({ stdout, stderr, code }).toEqual({
    stdout: '["worker","file","child","socket"]\n',
    stderr: '',
    code: 0,
  });
}

beforeAll(async () => {
  sandbox = await openCorpusSandbox();
  bait = await layBait();
  trial = await start();
  await cleanRun();
  before = await firstCanaries(trial, sandbox.place, bait);
});

afterAll(async () => {
  await trial?.slot.kill();
  await bait?.remove();
  await sandbox?.remove();
});

afterEach(async () => {
  expect(await settledCanaries(trial, sandbox.place, bait, before)).toEqual(before);
  await cleanRun();
});

async function play({ program, arguments: argumentsFor, options, holds }: SandboxCase): Promise<void> {
  const kills = trial.slot.oomKills();
  const answer = await run(trial, program, argumentsFor?.(bait), options);
  const line = answer.stdout.trim();
  holds({
    answer,
    found: line.startsWith('{') || line.startsWith('[') ? (JSON.parse(line) as unknown) : null,
    outOfMemory: answer.outOfMemory || trial.slot.oomKills() > kills,
  });
}

describe('the canaries', () => {
  it('are there to be changed', () => {
    expect(before.bait).toEqual({
      contents: 'the host’s own\n',
      times: [expect.any(Number), expect.any(Number)],
      reached: 0,
    });
    expect(Object.keys(before.sysctls)).toContain('kernel/core_pattern');
    expect(before.processes.length).toBeGreaterThanOrEqual(3);
    expect(before.networkNamespaces).toBeGreaterThanOrEqual(1);
    expect(before).toMatchObject({ abstractSockets: [], listeners: [], sharedMemory: [] });
  });
});

describe('using things up', () => {
  it.each(resourceCases.map((each) => [each.name, each] as const))('%s', (_name, each) => play(each));
});

describe('getting at what is not its own', () => {
  it.each(reachCases.map((each) => [each.name, each] as const))('%s', (_name, each) => play(each));
});

describe('outliving its time', () => {
  it.each(lifeCycleCases.map((each) => [each.name, each] as const))('%s', (_name, each) => play(each));

  it('an abstract socket is not seen in another slot while it listens', async () => {
    const other = await start();
    try {
      const staying = run(other, 'leaves-abstract-socket', ['stay'], { limits: { wallMs: 1200 } });
      await new Promise((resolve) => setTimeout(resolve, 600));
      const { stdout } = await run(trial, 'leaves-abstract-socket');
      expect(JSON.parse(stdout)).toEqual({ found: 'ECONNREFUSED' });
      expect(await staying).toMatchObject({ timedOut: true, stdout: '{"found":"ECONNREFUSED"}\n' });
    } finally {
      await other.slot.kill();
    }
  });
});

describe('system calls of its own making', () => {
  it('are answered by the filter, every one of them', async () => {
    const answer = await run(trial, 'native-calls', [], { addons: true });
    expect(JSON.parse(answer.stdout)).toEqual(nativeCalls);
  });
});
