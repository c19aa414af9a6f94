import { readFileSync } from 'node:fs';
import { recordingSchema } from '../../src/lab/verdict/recording.js';
import type { Recording } from '../../src/lab/verdict/recording.js';

export const recordedWaits = ['notified', 'timed-poll', 'blocking', 'crashed'] as const;

/**
 * What a real slot recorded of a small program playing `receiveScene()` (scenes.ts), and that program.
 * Seed 1, kernel 6.18, Node 26.10.
 */
export function recorded(wait: (typeof recordedWaits)[number]): { source: string; recording: Recording } {
  const text = readFileSync(new URL(`recordings/${wait}.json`, import.meta.url), 'utf8');
  const { source, recording } = JSON.parse(text) as { source: string; recording: unknown };
  return { source, recording: recordingSchema.parse(recording) };
}
