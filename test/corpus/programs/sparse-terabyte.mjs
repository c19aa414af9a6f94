import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';

process.on('SIGXFSZ', () => undefined);
const attempt = (work) => {
  try {
    work();
    return 'possible';
  } catch (error) {
    return error.code;
  }
};
const fd = openSync('/tmp/sparse', 'w');
console.log(
  JSON.stringify({
    truncate: attempt(() => ftruncateSync(fd, 2 ** 40)),
    write: attempt(() => writeSync(fd, 'x', 2 ** 40)),
    small: attempt(() => writeSync(fd, 'x', 0)),
  }),
);
closeSync(fd);
