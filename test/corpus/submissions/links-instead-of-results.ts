import { symlinkSync, unlinkSync } from 'node:fs';

export function receive(): void {
  unlinkSync('/tmp/answer.mjs');
  for (const name of ['answer.mjs', 'result.json', 'report.json']) symlinkSync('/etc/passwd', `/tmp/${name}`);
}
