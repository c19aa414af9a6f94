import { closeSync } from 'node:fs';

export function receive(): void {
  closeSync(3);
}
