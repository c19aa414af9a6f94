import { writeSync } from 'node:fs';

export function receive(): void {
  writeSync(3, 'HTTP/1.1 200 OK\r\n\r\n\u0000\uffff'.repeat(100));
}
