import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { cloneRoot } from './clone.js';

interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command as a shell runs it; needs dist/, which `npm test` builds first. */
function doorbell(...args: string[]): Promise<Result> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(cloneRoot, 'bin', 'doorbell.mjs'), ...args], (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

test('--help and --version are data, exit 0', async () => {
  const help = await doorbell('--help');
  expect(help).toMatchObject({ code: 0, stderr: '' });
  for (const command of ['grade', 'bank', 'doctor', 'serve', 'work']) expect(help.stdout).toContain(command);
  expect((await doorbell('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test.each([
  ['no command', []],
  ['an unknown command', ['gade']],
  ['no exercise', ['grade', 'x.ts']],
  ['a seed that is none', ['grade', 'x.ts', '--exercise', 'unpoll', '--seed', '-1']],
  ['a seed too large', ['grade', 'x.ts', '--exercise', 'unpoll', '--seed', '4294967296']],
  ['a language it does not speak', ['grade', 'x.ts', '--exercise', 'unpoll', '--locale', 'fr']],
  ['repeat zero', ['bank', 'check', '--repeat', '0']],
  ['a file that is not there', ['grade', '/nowhere/x.ts', '--exercise', 'unpoll']],
  ['an unknown exercise', ['grade', join(cloneRoot, 'package.json'), '--exercise', 'no-such']],
  ['an unknown exercise to check', ['bank', 'check', 'no-such']],
  [
    'an exercise that is a path',
    ['grade', join(cloneRoot, 'package.json'), '--exercise', '../exercises/unpoll'],
  ],
])('usage: %s exits 2 with a message on stderr and nothing on stdout', async (_, args) => {
  const { code, stdout, stderr } = await doorbell(...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/\S/);
  expect(stderr).not.toContain('    at ');
});

test('an unknown exercise is answered with those there are', async () => {
  expect((await doorbell('grade', 'x.ts', '--exercise', 'unpol')).stderr).toContain('unpoll');
});
