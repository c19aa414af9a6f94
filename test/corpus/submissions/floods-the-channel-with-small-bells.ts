// Millions of bells, each of another name, so that whoever counts them by name remembers them all.
import { writeSync } from 'node:fs';

export function receive(): void {
  for (let n = 0; ; n += 1) {
    const frames: Buffer[] = [];
    for (let i = 0; i < 500; i += 1) {
      const header = Buffer.from(
        JSON.stringify({ say: 'rang', bell: `b${n}-${i}`, arguments: [], line: null }),
      );
      const prefix = Buffer.alloc(8);
      prefix.writeUInt32BE(header.length, 0);
      frames.push(prefix, header);
    }
    for (let rest = Buffer.concat(frames); rest.length > 0;) {
      try {
        rest = rest.subarray(writeSync(3, rest));
      } catch {
        continue;
      }
    }
  }
}
