import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, readdirSync } from 'node:fs';

const attempt = (work) => {
  try {
    work();
    return 'possible';
  } catch (error) {
    return /failed to map segment/.test(error.message) ? 'not mapped' : (error.code ?? error.message);
  }
};
// A real add-on, and a program, run as such and through the loader.
const loader = '/lib64/ld-linux-x86-64.so.2';
const packages = '/node_modules/@koromix';
const addon = readdirSync(packages, { recursive: true }).find((name) => name.endsWith('.node'));
copyFileSync(`${packages}/${addon}`, '/tmp/addon.node');
copyFileSync(loader, '/tmp/program');
chmodSync('/tmp/program', 0o755);
console.log(
  JSON.stringify({
    addon: attempt(() => process.dlopen({ exports: {} }, '/tmp/addon.node')),
    program: attempt(() => execFileSync('/tmp/program', ['--version'], { stdio: 'pipe' })),
    throughLoader: attempt(() => execFileSync(loader, ['/tmp/addon.node'], { stdio: 'pipe' })),
  }),
);
