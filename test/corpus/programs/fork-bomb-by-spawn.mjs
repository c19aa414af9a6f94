// Every child starts two more, until the kernel refuses; the first says at which number.
import { spawn } from 'node:child_process';

const again = `
  const { spawn } = require('node:child_process');
  const bomb = () => { for (let i = 0; i < 2; i += 1) spawn(process.execPath, ['-e', process.argv[1], process.argv[1]], { stdio: 'ignore', detached: true }).on('error', () => setTimeout(bomb, 50)); };
  bomb();
`;
let started = 0;
const bomb = () => {
  const child = spawn(process.execPath, ['-e', again, again], { stdio: 'ignore', detached: true });
  child.on('error', (error) => console.log(JSON.stringify({ refused: error.code, started })));
  child.on('spawn', () => {
    started += 1;
    bomb();
  });
};
bomb();
setInterval(() => undefined, 1e6);
