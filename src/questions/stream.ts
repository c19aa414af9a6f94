import { createHash } from 'node:crypto';

/** 32 bits that belong to a name: so that one seed draws independently for every question and every use. */
export function streamOf(name: string): number {
  return createHash('sha256').update(name).digest().readUInt32BE(0);
}
