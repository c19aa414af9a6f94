import { createColors } from 'picocolors';
import { checkRequirements } from '../lab/sandbox/requirements.js';
import { exitCodes } from './exit-codes.js';
import { data, wantsColours } from './terminal.js';

/** `doorbell doctor`: what the lab needs from this machine, and how to get what is missing. */
export async function doctor(): Promise<number> {
  const paint = createColors(wantsColours());
  const requirements = await checkRequirements();
  for (const { id, ok, what, why, how } of requirements) {
    data(`${ok ? paint.green('ok     ') : paint.red('missing')} ${id}: ${what}\n`);
    if (!ok) data(`        why: ${why}\n        how: ${how}\n`);
  }
  const missing = requirements.filter(({ ok }) => !ok).length;
  data(
    missing === 0
      ? `doctor: ${requirements.length} requirements, all met\n`
      : `doctor: ${requirements.length} requirements, ${missing} missing; Doorbell will not run code\n`,
  );
  return missing === 0 ? exitCodes.passed : exitCodes.failed;
}
