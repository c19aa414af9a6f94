import { appendFileSync } from 'node:fs';

const block = Buffer.alloc(1 << 20, 1);
let bytes = 0;
try {
  for (let file = 0; ; file += 1) {
    for (let i = 0; i < 16; i += 1) {
      appendFileSync(`/tmp/${file}`, block);
      bytes += block.length;
    }
  }
} catch (error) {
  console.log(JSON.stringify({ refused: error.code, bytes }));
}
