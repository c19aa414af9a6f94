import { randomInt } from 'node:crypto';

const seeds = 2 ** 32;

export function randomSeed(): number {
  return randomInt(seeds);
}

/** The seed of the n-th run after one that used `seed`: different for each, and known from the first. */
export function laterSeed(seed: number, n: number): number {
  return (seed + n) % seeds;
}
