import { spawn } from 'node:child_process';

for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGXCPU']) process.on(name, () => undefined);
const stay = `for (const name of ['SIGTERM', 'SIGHUP']) process.on(name, () => undefined); setInterval(() => undefined, 1e6)`;
const child = spawn(process.execPath, ['-e', stay], { detached: true, stdio: 'ignore' });
child.unref();
child.on('spawn', () => {
  console.log('up');
  if (process.argv[1] === 'leave') process.exit(0);
});
setInterval(() => undefined, 1e6);
