// Bells by the thousand, each with the largest payload a frame may have.
import { writeSync } from 'node:fs';

export function receive(): void {
  const header = Buffer.from(
    JSON.stringify({ say: 'rang', bell: 'done@0', arguments: [null, 64], line: null }),
  );
  const payload = Buffer.alloc(15 << 20, 1);
  const prefix = Buffer.alloc(8);
  prefix.writeUInt32BE(header.length, 0);
  prefix.writeUInt32BE(payload.length, 4);
  const frame = Buffer.concat([prefix, header, payload]);
  for (;;) {
    for (let rest = frame; rest.length > 0;) {
      try {
        rest = rest.subarray(writeSync(3, rest));
      } catch {
        continue;
      }
    }
  }
}
