import type { Loss } from '../questions/formats/format.js';

/** One line for each reason: `node-on-epoll: options[].misconception: …`. */
export function reportLines(name: string, losses: readonly Loss[]): string[] {
  return losses.map(({ fields, why }) =>
    fields.includes('*') ? `${name}: left out: ${why.en}` : `${name}: ${fields.join(', ')}: ${why.en}`,
  );
}

/** `1 question`, `12 questions`. */
export const questionCount = (count: number): string => `${count} question${count === 1 ? '' : 's'}`;
