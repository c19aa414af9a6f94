import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';

const most = Number(process.argv[1] ?? Infinity);
const ways = [
  (i) => writeFileSync(`/tmp/f${i}`, ''),
  (i) => mkdirSync(`/tmp/d${i}`),
  (i) => symlinkSync('x'.repeat(200), `/tmp/s${i}`),
  (i) => linkSync('/tmp/f0', `/tmp/h${i}`),
];
let count = 0;
const refused = ways.map((way) => {
  try {
    for (let i = 0; count < most; i += 1) {
      way(i);
      count += 1;
    }
    return null;
  } catch (error) {
    return error.code;
  }
});
console.log(JSON.stringify({ refused, count }));
