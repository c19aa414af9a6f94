import { createInterface } from 'node:readline';
import type { CgroupPlace } from './cgroup-place.js';
import { trialInside } from './image-contents.js';
import type { Image } from './image.js';
import { defaultLimits, type Limits } from './limits.js';
import { startSlot, type Slot, type SlotOptions } from './slot.js';
import type { TrialFindings } from './trial-inside.js';
import type { TrialAnswer, TrialRequest } from './trial-proctor.js';

/** A slot with the trial proctor in it: runs scripts through the whole chain, one after the other. */
export interface TrialSlot {
  readonly slot: Slot;
  /** Rejects, with what the proctor printed on stderr, when the slot ended first. */
  run(
    script: readonly string[],
    options?: Omit<TrialRequest, 'script' | 'limits'> & { limits?: Partial<Limits> },
  ): Promise<TrialAnswer>;
}

export async function startTrialSlot(
  image: Image,
  place: CgroupPlace,
  limits: Limits = defaultLimits,
  options: Pick<SlotOptions, 'cpuWeight'> = {},
): Promise<TrialSlot> {
  const script = ['/doorbell/sandbox/trial-proctor.js'];
  const slot = await startSlot({ image, place, limits, script, ...options });
  let complaint = '';
  slot.child.stderr.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-4096)));
  const answers = createInterface({ input: slot.child.stdout })[Symbol.asyncIterator]();
  return {
    slot,
    async run(script, options = {}) {
      const request: TrialRequest = { ...options, script, limits: { ...limits, ...options.limits } };
      slot.child.stdin.write(`${JSON.stringify(request)}\n`);
      const { value } = await answers.next();
      if (value !== undefined) return JSON.parse(value) as TrialAnswer;
      await slot.ended;
      throw new Error(complaint.trim() || 'the slot ended without a word');
    },
  };
}

/** Starts a slot, runs trial-inside.ts as a submission, and ends the slot. Rejects with bwrap's or Node's own complaint. */
export async function runTrial(image: Image, place: CgroupPlace): Promise<TrialFindings> {
  const trial = await startTrialSlot(image, place, { ...defaultLimits, wallMs: 20_000 });
  try {
    const answer = await trial.run([`/doorbell/${trialInside}`]);
    if (answer.code !== 0)
      throw new Error(answer.stderr.trim() || `the trial ended with ${answer.signal ?? answer.code}`);
    return JSON.parse(answer.stdout) as TrialFindings;
  } finally {
    await trial.slot.kill();
  }
}
