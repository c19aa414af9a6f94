import { access, constants, realpath, stat } from 'node:fs/promises';

const directories = ['/usr/bin', '/bin', '/usr/sbin', '/sbin', '/usr/local/bin'];

/**
 * The real path of a program of this host, or null. Looked up in fixed directories, never through PATH: what
 * a root service starts must not depend on its caller's environment.
 */
export async function findTool(name: string): Promise<string | null> {
  for (const directory of directories) {
    const path = `${directory}/${name}`;
    try {
      await access(path, constants.X_OK);
      return await realpath(path);
    } catch {
      continue;
    }
  }
  return null;
}

/** As `findTool`, but throws a sentence that says which Debian package brings the program. */
export async function requireTool(name: string, debianPackage: string): Promise<string> {
  const path = await findTool(name);
  if (path === null)
    throw new Error(`${name} is not installed; it comes with the Debian package ${debianPackage}`);
  return path;
}

/** Programs of this host that build a slot. */
export interface OuterTools {
  readonly sh: string;
  readonly env: string;
  readonly prlimit: string;
  readonly setpriv: string;
  readonly bwrap: string;
}

/** @throws Error naming what is missing. */
export async function outerTools(imageRoot: string): Promise<OuterTools> {
  const bwrap = await requireTool('bwrap', 'bubblewrap');
  const setUserId = ((await stat(bwrap)).mode & 0o4000) !== 0;
  return {
    sh: await requireTool('sh', 'dash'),
    env: await requireTool('env', 'coreutils'),
    prlimit: await requireTool('prlimit', 'util-linux'),
    setpriv: await requireTool('setpriv', 'util-linux'),
    // A set-uid bwrap (hosts without user namespaces for everybody) refuses capabilities; the image's copy is a plain one.
    bwrap: setUserId ? `${imageRoot}/bin/bwrap` : bwrap,
  };
}
