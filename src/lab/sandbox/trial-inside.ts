import { closeSync, existsSync, openSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { availableParallelism, hostname } from 'node:os';

/**
 * Runs as a submission would, and says what it could reach: one line of JSON. It only opens, never writes, what
 * would matter on a host whose walls are down.
 */
export interface TrialFindings {
  readonly uid: number;
  readonly capabilities: string;
  readonly noNewPrivileges: string;
  readonly seccompMode: string;
  readonly corePattern: string;
  readonly coreLimit: string;
  readonly coresGoTo: string;
  readonly ownMemory: string;
  readonly interfaces: readonly string[];
  readonly initEnvironment: string;
  readonly environment: readonly string[];
  readonly scratch: string;
  readonly root: string;
  readonly loopback: string;
  readonly hostname: string;
  readonly pid: number;
  readonly pidsSeen: boolean;
  readonly cores: number;
  readonly userNamespace: string;
}

function attempt(work: () => void): string {
  try {
    work();
    return 'possible';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

const openForWriting = (path: string) => attempt(() => closeSync(openSync(path, 'r+')));

function loopback(): Promise<string> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.end('x'));
    server.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      // By port alone, that is by the name localhost: the jail's own hosts file is part of the promise.
      const socket = connect(typeof address === 'object' && address ? address.port : 0);
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
      socket.on('data', () => {
        resolve('possible');
        server.close();
      });
    });
  });
}

const status = readFileSync('/proc/self/status', 'utf8');
const field = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1] ?? 'unknown';

const findings: TrialFindings = {
  uid: process.getuid?.() ?? -1,
  capabilities: ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'].map(field).join(' '),
  noNewPrivileges: field('NoNewPrivs'),
  seccompMode: field('Seccomp'),
  corePattern: openForWriting('/proc/sys/kernel/core_pattern'),
  coreLimit: /^Max core file size\s+(\S+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1] ?? 'unknown',
  coresGoTo: readFileSync('/proc/sys/kernel/core_pattern', 'utf8').trim(),
  ownMemory: openForWriting('/proc/self/mem'),
  interfaces: readFileSync('/proc/self/net/dev', 'utf8')
    .split('\n')
    .flatMap((line) => /^\s*([^:\s]+):/.exec(line)?.[1] ?? []),
  initEnvironment: readFileSync('/proc/1/environ', 'utf8'),
  environment: readFileSync('/proc/self/environ', 'utf8')
    .split('\0')
    .flatMap((entry) => entry.split('=')[0] || []),
  scratch: attempt(() => writeFileSync('/tmp/trial', 'x')),
  root: attempt(() => writeFileSync('/doorbell/trial', 'x')),
  loopback: await loopback(),
  hostname: hostname(),
  pid: process.pid,
  pidsSeen: existsSync('/proc/3'),
  cores: availableParallelism(),
  userNamespace: readlinkSync('/proc/self/ns/user'),
};
console.log(JSON.stringify(findings));
