import { writeSync } from 'node:fs';

/**
 * stdout is for data, stderr for messages. Written straight to the descriptor: nothing is lost in a buffer when the
 * process ends, and the order between the two holds. A reader that went away (`| head`) ends nothing here.
 */
function write(descriptor: 1 | 2, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
    }
  }
}

export function data(text: string): void {
  write(1, text);
}

export function message(text: string): void {
  write(2, `${text}\n`);
}

/** Colours for people only: a terminal, and NO_COLOR not set (picocolors looks at the latter). */
export function wantsColours(): boolean {
  return process.stdout.isTTY;
}
