import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../setup/paths.mjs';
import { latencies } from './figures.mjs';
import { overHttp } from './http.mjs';
import { measure } from './measure.mjs';
import { table } from './table.mjs';

/** Result on stdout, as a table or (`--json`) as one line of JSON; what goes on, on stderr. */
const submissionsOverHttp = 20;

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    'no-http': { type: 'boolean', default: false },
    /** Another build of the sources, to compare. */
    dist: { type: 'string', default: join(root, 'dist') },
  },
});

function note(text) {
  process.stderr.write(`bench: ${text}\n`);
}

const [load = 0] = loadavg();
const result = await measure({ dist: resolve(values.dist), dataDirectory: join(root, '.doorbell') }, note);
if (!values['no-http']) {
  note('over HTTP');
  result.http = latencies(await overHttp(submissionsOverHttp));
}
const whole = { ...result, load };
process.stdout.write(values.json ? `${JSON.stringify(whole)}\n` : table(whole));
