// Without newlines on stdout, with nothing but newlines on stderr, for ever.
import { writeSync } from 'node:fs';

const chunks = [Buffer.alloc(65536, 'x'), Buffer.alloc(65536, '\n')];
for (;;) {
  for (const [index, chunk] of chunks.entries()) {
    try {
      writeSync(index + 1, chunk);
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
    }
  }
}
