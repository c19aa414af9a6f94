import type { Lab } from '../lab/lab.js';
import { openLab, type LabOptions } from '../lab/open-lab.js';
import { dataDirectory } from './clone.js';
import { message } from './terminal.js';

/** A failure of ours is told with its cause, which a Report does not name. */
export function labOptions(slots?: number, starts?: number): LabOptions {
  return {
    dataDirectory,
    onFault: (error) => message(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    ...(slots !== undefined && { slots }),
    ...(starts !== undefined && { starts }),
  };
}

/** The lab in this process. */
export const openedLab = (slots?: number, starts?: number): Promise<Lab> =>
  openLab(labOptions(slots, starts));
