import { readFileSync } from 'node:fs';

console.log(
  JSON.stringify({ left: readFileSync('/proc/sysvipc/shm', 'utf8').trim().split('\n').length - 1 }),
);
