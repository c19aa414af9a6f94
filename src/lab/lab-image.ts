import type { ImageOptions } from './sandbox/image.js';

/**
 * What the lab puts into its sandbox: its own compiled code for the proctor, of that the harness for a submission,
 * and what a submission may import. It lies there for all; only exercises that ask for it are started so that it loads.
 *
 * @param dataDirectory absolute path of Doorbell's data directory
 * @param program the compiled lab, when this file is not part of it (tests)
 */
export function labImage(dataDirectory: string, program = import.meta.dirname): ImageOptions {
  return {
    dataDirectory,
    program,
    jail: ['harness'],
    packages: { posix: 'posix/kit' },
    koffiInJail: true,
    tools: ['strace'],
  };
}
