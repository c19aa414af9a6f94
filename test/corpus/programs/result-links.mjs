// Whatever a grader might pick up: links to the host's files, a FIFO where a result is expected, odd names.
import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';

const target = process.argv[1];
for (const name of ['result.json', 'report.json', 'output', 'answer.mjs', 'package.json', 'core']) {
  symlinkSync(target, `/tmp/${name}`);
}
symlinkSync('/etc/passwd', '/tmp/results.xml');
symlinkSync('/', '/tmp/root');
mkdirSync('/tmp/..data');
writeFileSync('/tmp/\u001b[31mname\n', 'x');
let hard;
try {
  linkSync(target, '/tmp/hard');
  hard = 'possible';
} catch (error) {
  hard = error.code;
}
console.log(JSON.stringify({ hard }));
