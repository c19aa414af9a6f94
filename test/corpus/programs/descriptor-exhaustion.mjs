import { openSync, readFileSync } from 'node:fs';

let count = 0;
let refused;
while (!refused) {
  try {
    openSync('/dev/null');
    count += 1;
  } catch (error) {
    refused = error.code;
  }
}
let after;
try {
  after = readFileSync('/etc/hosts').length;
} catch (error) {
  after = error.code;
}
console.log(JSON.stringify({ refused, count, after }));
