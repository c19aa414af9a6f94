import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { until } from '../support/until.js';

const handOver = join(import.meta.dirname, '..', '..', 'scripts', 'setup', 'hand-over.mjs');

/** A program that says its PID, and what ended it. */
const program = `
  process.on('SIGTERM', () => { process.stdout.write('asked to end\\n'); process.exit(7); });
  process.stdout.write(process.pid + '\\n');
  setInterval(() => {}, 1000);`;

function start(): { parent: ChildProcess; said: () => string; closed: Promise<number | null> } {
  const script = `
    import { handOver } from ${JSON.stringify(handOver)};
    process.exitCode = await handOver(['-e', ${JSON.stringify(program)}]);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  parent.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  // The pipe closes when the program has ended too, not only its parent.
  const closed = new Promise<number | null>((resolve) => parent.on('close', resolve));
  return { parent, said: () => output, closed };
}

const untilUp = (said: () => string): Promise<void> => until(() => /^\d+\n/.test(said()));

test('SIGTERM reaches the program, whose exit code comes back', async () => {
  const { parent, said, closed } = start();
  await untilUp(said);
  parent.kill('SIGTERM');
  expect(await closed).toBe(7);
  expect(said()).toContain('asked to end');
});

test('the program is asked to end when whoever started it was killed', async () => {
  const { parent, said, closed } = start();
  await untilUp(said);
  parent.kill('SIGKILL');
  await closed;
  expect(said()).toContain('asked to end');
});
