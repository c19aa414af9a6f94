import type { Lab } from '../lab/lab.js';
import { openLab } from '../lab/open-lab.js';
import { dataDirectory } from './clone.js';
import { message } from './terminal.js';

/** The lab in this process; a failure of ours is told with its cause, which a Report does not name. */
export function openedLab(slots?: number): Promise<Lab> {
  return openLab({
    dataDirectory,
    onFault: (error) => message(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    ...(slots !== undefined && { slots }),
  });
}
