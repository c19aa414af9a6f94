import { createColors } from 'picocolors';
import { checkEvidence } from '../lab/check-evidence.js';
import { labImage } from '../lab/lab-image.js';
import { checkRequirements } from '../lab/sandbox/requirements.js';
import { dataDirectory } from './clone.js';
import { exitCodes } from './exit-codes.js';
import { data, wantsColours } from './terminal.js';

/** `doorbell doctor`: what the lab needs from this machine, and how to get what is missing. */
export async function doctor(): Promise<number> {
  const paint = createColors(wantsColours());
  const image = labImage(dataDirectory);
  const ofSandbox = await checkRequirements(image);
  // Without a sandbox there is nothing to take readings of.
  const ofEvidence = ofSandbox.every(({ ok }) => ok) ? await checkEvidence(image) : [];
  const requirements = [...ofSandbox, ...ofEvidence];
  for (const { id, ok, what, why, how } of requirements) {
    data(`${ok ? paint.green('ok     ') : paint.red('missing')} ${id}: ${what}\n`);
    data(paint.dim(`        ${ok ? '' : 'found: '}${why}`) + '\n');
    if (!ok) data(`        do:    ${how}\n`);
  }
  const missing = requirements.filter(({ ok }) => !ok).length;
  data(
    missing === 0
      ? `doctor: ${requirements.length} requirements, all met\n`
      : `doctor: ${requirements.length} requirements, ${missing} missing; Doorbell will not run code\n`,
  );
  return missing === 0 ? exitCodes.passed : exitCodes.failed;
}
