import { spawn } from 'node:child_process';
import { writeSync } from 'node:fs';
import { pinnedEnvironment, root } from '../setup/paths.mjs';

/** No step may hold up the whole for longer, in milliseconds; a step that does is killed and has failed. */
const longestStep = 45 * 60_000;

/** Straight to the descriptor: nothing is left in a buffer when the process ends, and the order holds. */
function print(text) {
  for (let rest = Buffer.from(`${text}\n`); rest.length > 0;) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      if (error.code !== 'EAGAIN') return;
    }
  }
}

function killGroup(child) {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // gone already
  }
}

function runStep(step, children) {
  step.before?.();
  const [command, ...args] = step.command;
  const child = spawn(command, args, {
    cwd: root,
    env: pinnedEnvironment(),
    stdio: ['ignore', step.live ? 1 : 'pipe', step.live ? 1 : 'pipe'],
    // A group of its own, so that what it started goes with it.
    detached: true,
  });
  children.add(child);
  const timer = setTimeout(() => killGroup(child), longestStep);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => (output += text));
  }
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 127, output: String(error) }));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      children.delete(child);
      resolve({ code: code ?? 128, output: signal === null ? output : `${output}\nended by ${signal}` });
    });
  });
}

/**
 * Set-up, then every step, then the sum, alone on the last line whatever happened before.
 *
 * @returns the exit code: 0 only when nothing failed
 */
export async function runTests(setUp, steps) {
  const sum = { passed: 0, failed: 0 };
  const children = new Set();
  const finish = () => print(`tests: ${sum.passed} passed, ${sum.failed} failed`);

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      for (const child of children) killGroup(child);
      sum.failed += 1;
      print(`ended by ${signal}`);
      finish();
      process.exit(130);
    });
  }

  try {
    if (!(await setUp())) {
      sum.failed += 1;
      return 1;
    }
    for (const step of steps()) {
      const started = performance.now();
      if (step.live) print(`… ${step.name}`);
      const { code, output } = await runStep(step, children);
      const { passed, failed, note } = step.count?.(code) ?? {
        passed: code === 0 ? 1 : 0,
        failed: code === 0 ? 0 : 1,
      };
      sum.passed += passed;
      sum.failed += failed;
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      print(
        `${failed === 0 ? '✓' : '✗'} ${step.name} (${seconds} s)${note === undefined ? '' : `: ${note}`}`,
      );
      if (failed > 0 && output.trim() !== '') print(output.trimEnd());
    }
  } catch (error) {
    sum.failed += 1;
    print(String(error?.stack ?? error));
  } finally {
    finish();
  }
  return sum.failed === 0 ? 0 : 1;
}
