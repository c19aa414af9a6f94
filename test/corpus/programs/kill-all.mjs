import { kill } from 'node:process';

const ways = [-1, 1].map((pid) => {
  try {
    return kill(pid, 'SIGKILL');
  } catch (error) {
    return error.code;
  }
});
console.log(JSON.stringify({ ways }));
