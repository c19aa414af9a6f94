import { spawn } from 'node:child_process';
import { join } from 'node:path';

const runner = join(import.meta.dirname, '..', '..', 'scripts', 'test', 'run-tests.mjs');

interface Outcome {
  readonly code: number | null;
  readonly lastLine: string | undefined;
  readonly output: string;
}

/** The runner in a process of its own, with steps and a set-up given as JavaScript. */
function run(
  steps: string,
  setUp = 'async () => true',
  whileRunning?: (pid: number) => void,
): Promise<Outcome> {
  const program = `
    import { runTests } from ${JSON.stringify(runner)};
    const sh = (name, script, more) => ({ name, command: ['sh', '-c', script], ...more });
    process.exitCode = await runTests(${setUp}, () => ${steps});`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (output.includes('… slow')) whileRunning?.(child.pid ?? 0);
  });
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, output, lastLine: output.trimEnd().split('\n').at(-1) }));
  });
}

test('every step counts as one, and the sum stands alone on the last line', async () => {
  expect(await run(`[sh('a', 'true'), sh('b', 'true')]`)).toMatchObject({
    code: 0,
    lastLine: 'tests: 2 passed, 0 failed',
  });
});

test('a failed step shows what it printed, the others run all the same', async () => {
  const { code, lastLine, output } = await run(`[sh('a', 'echo what went wrong; exit 3'), sh('b', 'true')]`);
  expect({ code, lastLine }).toEqual({ code: 1, lastLine: 'tests: 1 passed, 1 failed' });
  expect(output).toContain('what went wrong');
});

test.each([
  ['dies by a signal', `[sh('a', 'kill -9 $$')]`],
  ['cannot be started', `[{ name: 'a', command: ['/no/such/command'] }]`],
  ['throws in the counting', `[sh('a', 'true', { count() { throw new Error('broken'); } })]`],
  ['cannot be listed', `(() => { throw new Error('broken'); })()`],
])('a step that %s is one failure, with the last line', async (_, steps) => {
  expect(await run(steps)).toMatchObject({ code: 1, lastLine: 'tests: 0 passed, 1 failed' });
});

test('set-up that failed is one failure, and nothing runs', async () => {
  const outcome = await run(`[sh('a', 'true')]`, 'async () => false');
  expect(outcome).toMatchObject({ code: 1, lastLine: 'tests: 0 passed, 1 failed' });
});

test('counts are taken from the step where it has more than one', async () => {
  const { lastLine } = await run(`[sh('a', 'exit 1', { count: (code) => ({ passed: 41, failed: code }) })]`);
  expect(lastLine).toBe('tests: 41 passed, 1 failed');
});

test('ended from outside, it still says the sum, and takes its step along', async () => {
  const steps = `[sh('slow', 'echo $$; exec sleep 1000', { live: true })]`;
  const outcome = await run(steps, 'async () => true', (pid) => process.kill(pid, 'SIGTERM'));
  expect(outcome).toMatchObject({ code: 130, lastLine: 'tests: 0 passed, 1 failed' });
});
