import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { programText } from './program-text.js';

/**
 * Whether this host's kernel has the 32-bit gate at all (int 0x80): not every one does, and where it has none the
 * processor itself ends who knocks (SIGSEGV). Tried outside any sandbox: the program only asks for its process id.
 */
export function hostHas32BitGate(): boolean {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const script = ['--input-type=module', '-e', programText('int80')];
  const { status, signal, stderr } = spawnSync(process.execPath, script, { cwd: root, encoding: 'utf8' });
  if (status === 0) return true;
  if (signal === 'SIGSEGV') return false;
  throw new Error(`the 32-bit gate could not be tried: ${stderr}`);
}
