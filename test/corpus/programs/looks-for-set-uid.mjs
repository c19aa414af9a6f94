// Files with set-uid or set-gid bits, devices, and places to write, over the whole root.
import { accessSync, constants, lstatSync, readdirSync } from 'node:fs';

const privileged = [];
const devices = [];
const writable = [];
const walk = (directory) => {
  for (const name of readdirSync(directory)) {
    const path = `${directory === '/' ? '' : directory}/${name}`;
    if (path === '/proc') continue;
    const stat = lstatSync(path);
    if (stat.isSymbolicLink()) continue;
    if ((stat.mode & 0o6000) !== 0) privileged.push(path);
    if (stat.isCharacterDevice() || stat.isBlockDevice()) devices.push(path);
    else {
      try {
        accessSync(path, constants.W_OK);
        writable.push(path);
      } catch {
        // as it should be
      }
    }
    if (stat.isDirectory()) walk(path);
  }
};
walk('/');
console.log(JSON.stringify({ privileged, devices, writable }));
