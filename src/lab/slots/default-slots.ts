import { defaultLimits, proctorShare } from '../sandbox/limits.js';

/**
 * A grading of a program that waits uses a core for a sixth of the time it takes (docs/performance.md): with so many
 * under way the cores are busy; half as many more did no more an hour, and cost memory.
 */
const SLOTS_PER_CORE = 8;

/**
 * Runs at once unless told: as many as keep the cores busy, and as fit into memory should every one of them go to
 * its limit at the same time. At least one.
 *
 * @param memoryBytes what this process and its slots may use: the machine's memory or a limit set from outside
 */
export function defaultSlots(cores: number, memoryBytes: number): number {
  const byMemory = Math.floor(memoryBytes / (defaultLimits.memoryBytes + proctorShare.memoryBytes));
  return Math.max(1, Math.min(SLOTS_PER_CORE * cores, byMemory));
}
