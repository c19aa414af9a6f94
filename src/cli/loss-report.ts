import type { Loss } from '../questions/formats/format.js';

/** One line for each reason: `node-on-epoll: options[].misconception: …`. */
export function reportLines(name: string, losses: readonly Loss[]): string[] {
  return losses.map(({ fields, why }) =>
    fields.includes('*') ? `${name}: left out: ${why.en}` : `${name}: ${fields.join(', ')}: ${why.en}`,
  );
}
