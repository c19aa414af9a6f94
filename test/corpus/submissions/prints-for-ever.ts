import { writeSync } from 'node:fs';

export function receive(): void {
  const chunk = Buffer.alloc(1 << 16, 'x');
  for (;;) {
    try {
      writeSync(1, chunk);
    } catch {
      continue;
    }
  }
}
