import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cloneRoot, exercisesFolder } from '../../src/cli/clone.js';
import { exitCodeOf } from '../../src/cli/grade.js';
import { reportSchema } from '../../src/lab/verdict/report.js';
import { elementsOf } from '../support/xml.js';

interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command as a shell runs it, on the real lab; needs dist/, which `npm test` builds first. */
function doorbell(...args: string[]): Promise<Result> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(cloneRoot, 'bin', 'doorbell.mjs'), ...args], (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

const hello = (file: string): string => join(exercisesFolder, 'hello-peer', file);
const accepted = hello('accepted/callback--data-event.ts');

describe('doorbell grade', () => {
  it('exits 0 and says so in the first line when a submission passes', async () => {
    const { code, stdout, stderr } = await doorbell(
      'grade',
      accepted,
      '--exercise',
      'hello-peer',
      '--seed',
      '7',
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^✓ Passed · (\d+) of \1 points · you were told \(notified\)\n/);
    expect(stdout).toContain('seed 7');
    expect(stderr).toBe('running hello-peer …\n');
  });

  it('exits 1 when it does not pass, and speaks Chinese when asked', async () => {
    const file = hello('rejected/notified--constant-text.ts');
    const { code, stdout } = await doorbell('grade', file, '--exercise', 'hello-peer', '--locale', 'zh-CN');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^✗ 未通过/);
  });

  it('exits 1 with the compiler’s words when it does not compile', async () => {
    const file = hello('rejected/not-run--misspelt-method.ts');
    const { code, stdout } = await doorbell('grade', file, '--exercise', 'hello-peer');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^✗ Did not run/);
    expect(stdout).toMatch(/\n {2}\d+:\d+ {2}TS\d+ {2}\S/);
  });

  it('sets the prediction against what the kernel saw, and takes no other words', async () => {
    const args = ['grade', accepted, '--exercise', 'hello-peer', '--predict'];
    const { code, stdout } = await doorbell(...args, 'blocking');
    expect(code).toBe(0);
    expect(stdout).toContain('\n\nPredicted: a held thread (blocking), but it was not so\nYou expected');
    const refused = await doorbell(...args, 'asynchronous');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('busy-poll, multiplexed, blocking, timed-poll, notified');
  });

  it('runs a shipped program for a prediction, and asks for what is missing first', async () => {
    const args = ['grade', '--exercise', 'predict-the-wait', '--program', 'p3'];
    const { code, stdout } = await doorbell(...args, '--predict', 'blocking');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^✓ Passed · 100 of 100 points/);
    const unsaid = await doorbell(...args);
    expect(unsaid.code).toBe(2);
    expect(unsaid.stderr).toContain('say first how it waits');
    const unnamed = await doorbell('grade', '--exercise', 'predict-the-wait', '--predict', 'blocking');
    expect(unnamed.stderr).toContain('p1, p2, p3, p4, p5, p6, p7');
    expect((await doorbell('grade', accepted, '--exercise', 'predict-the-wait')).code).toBe(2);
    expect((await doorbell('grade', '--exercise', 'hello-peer')).stderr).toContain('give the file');
    const elsewhere = await doorbell('grade', accepted, '--exercise', 'hello-peer', '--program', 'p1');
    expect(elsewhere.stderr).toContain('hello-peer has no programs');
  });

  it('prints one Report a line with --json, each run with a seed of its own', async () => {
    const args = ['--exercise', 'hello-peer', '--seed', '4294967295', '--repeat', '2', '--json'];
    const { code, stdout, stderr } = await doorbell('grade', accepted, ...args);
    expect(code).toBe(0);
    const reports = stdout
      .trimEnd()
      .split('\n')
      .map((line) => reportSchema.parse(JSON.parse(line)));
    expect(reports.map(({ seed, passed }) => ({ seed, passed }))).toEqual([
      { seed: 4294967295, passed: true },
      { seed: 0, passed: true },
    ]);
    expect(stderr).toBe('2 of 2 runs passed\n');
  });
});

describe('the picture of a run', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'doorbell-picture-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is written where --picture says, and --timeline prints its facts', async () => {
    const file = join(folder, 'out.svg');
    const starter = join(exercisesFolder, 'unpoll/rejected/timed-poll--flag-every-1200-ms.ts');
    const args = ['--exercise', 'unpoll', '--locale', 'zh-CN', '--timeline', '--picture', file];
    const { code, stdout } = await doorbell('grade', starter, ...args);
    expect(code).toBe(1);
    expect(stdout).toMatch(/\nline-by-line\n/);
    expect(stdout).toMatch(
      /你的线程 +对端有了动作；所有线程都在睡（你的线程睡在 `epoll_pwait` 里），没\s+有人得到通知\n/,
    );
    const words = elementsOf(await readFile(file, 'utf8')).map(({ text }) => text);
    expect(words).toEqual(expect.arrayContaining(['对端沉默', '睡在 epoll_pwait 里', '自己再看']));
  });

  it('that cannot be written is wrong use', async () => {
    const { code, stderr } = await doorbell(
      'grade',
      hello('rejected/not-run--misspelt-method.ts'),
      '--exercise',
      'hello-peer',
      '--picture',
      join(folder, 'nowhere/out.svg'),
    );
    expect([code, stderr]).toEqual([2, expect.stringContaining('error: cannot write ')]);
  });
});

describe('doorbell observe', () => {
  let folder: string;
  const file = async (name: string, text: string) => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'doorbell-observe-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('says of any program how it waits, and draws it', async () => {
    const echo = await file(
      'echo.js',
      "export function main(socket) { socket.on('data', (chunk) => socket.write(chunk)); }",
    );
    const picture = join(folder, 'echo.svg');
    const { code, stdout, stderr } = await doorbell('observe', echo, '--picture', picture);
    expect([code, stderr]).toEqual([0, 'observing echo.js …\n']);
    expect(stdout).toMatch(/^echo\.js · you were told \(notified\)\n/);
    expect(stdout).not.toMatch(/points|[Pp]assed/);
    expect(stdout).toMatch(/\nsilence-then-a-line\n {2}round 1\n/);
    const words = elementsOf(await readFile(picture, 'utf8')).map(({ text }) => text);
    expect(words).toEqual(expect.arrayContaining(['echo.js', 'You were told (notified)', 'answer']));
  });

  it('by the name, with what it takes, in the language asked for', async () => {
    const reads = await file(
      'reads.ts',
      "import fs from 'node:fs';\nexport const wait = (fd: number) => fs.readSync(fd, Buffer.alloc(9));\n",
    );
    const args = ['--export', 'wait', '--give', 'fd', '--locale', 'zh-CN'];
    const { code, stdout } = await doorbell('observe', reads, ...args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^reads\.ts · 你的线程被堵住了（blocking，阻塞）\n/);
    expect(stdout).toContain('它睡在 `read` 里');
  });

  it('with a peer script of one’s own', async () => {
    const script = await file(
      'peer.yaml',
      `scenes:
  - id: two-lines
    wires: { line: { as: program-connects } }
    steps:
      - call: { as: first, export: listen, with: [{ port: line }] }
      - silence: {}
      - arrival: { do: { send: { to: line, text: "one\\n" } }, told: { received: line, text: "ok\\n" } }
`,
    );
    const program = await file(
      'listens.js',
      `import { connect } from 'node:net';
export function listen(port) {
  let seen = false;
  const socket = connect(port, '127.0.0.1').on('data', () => { seen = true; });
  setInterval(() => { if (seen) socket.write('ok\\n'); seen = false; }, 900);
}`,
    );
    const { code, stdout } = await doorbell('observe', program, '--peer', script);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^listens\.js · you kept asking again on a timer \(timed-poll\)\n/);
    expect(stdout).toContain('\ntwo-lines\n');
  });

  it('what cannot be played is told apart', async () => {
    const none = await file('none.ts', 'export const other = 1;\n');
    expect(await doorbell('observe', none)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('exports nothing named `main`'),
    });
    const script = await file('broken.yaml', 'scenes:\n  - id: one\n    steps: []\n');
    expect(await doorbell('observe', none, '--peer', script)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/error: broken\.yaml:\d+/),
    });
  });
});

test('the exit code is the worst of all runs: unknown before failed, failed before passed', () => {
  const passed = { status: 'graded', passed: true } as const;
  const failed = { status: 'graded', passed: false } as const;
  expect(exitCodeOf([passed, passed])).toBe(0);
  expect(exitCodeOf([passed, failed])).toBe(1);
  expect(exitCodeOf([passed, { status: 'not-run', passed: false }])).toBe(1);
  expect(exitCodeOf([failed, { status: 'inconclusive', passed: false }])).toBe(4);
  expect(exitCodeOf([failed, { status: 'fault', passed: false }])).toBe(4);
});

describe('doorbell bank check', () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'doorbell-bank-'));
    await cp(join(exercisesFolder, 'hello-peer'), join(root, 'hello-peer'), { recursive: true });
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  it('exits 0 with the counts on the last line, also with loops beside it', async () => {
    const { code, stdout } = await doorbell(
      'bank',
      'check',
      '--exercises',
      root,
      '--load',
      '2',
      '--repeat',
      '2',
    );
    expect(stdout).toMatch(
      /^bank check: (\d+) solutions, (\d+) runs, \2 as stated, 0 not as stated, \d+ inconclusive retried\n$/,
    );
    expect(code).toBe(0);
  });

  it('exits 1 and says what was stated, what came and how to see it again', async () => {
    const file = join(root, 'hello-peer/rejected/notified--constant-text.ts');
    const source = await readFile(file, 'utf8');
    await writeFile(file, source.replace('mechanism: notified', 'mechanism: blocking'));
    const { code, stdout } = await doorbell('bank', 'check', 'hello-peer', '--exercises', root);
    expect(code).toBe(1);
    expect(stdout).toContain('✗ hello-peer/rejected/notified--constant-text.ts\n');
    expect(stdout).toContain('    mechanism: stated blocking, came notified\n');
    expect(stdout).toMatch(/ {4}again: doorbell grade \S+ --exercise hello-peer --seed \d+\n/);
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/, 1 not as stated, /);
  });
});

test('doorbell doctor prints every requirement and exits 0 on a host that can grade', async () => {
  const { code, stdout } = await doorbell('doctor');
  expect(stdout).not.toContain('missing ');
  expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^doctor: \d+ requirements, all met$/);
  expect(code).toBe(0);
});
