import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../setup/paths.mjs';
import { aimsOf } from './aims.mjs';
import { measureCourse } from './course.mjs';
import { measureHttp } from './http.mjs';
import { measure } from './measure.mjs';
import { fullPlan, parts, shortPlan, wantedParts } from './plan.mjs';
import { solutionFile } from './sources.mjs';
import { table } from './table.mjs';

/** Result on stdout, as a table or (`--json`) as one line of JSON; what goes on, on stderr. 1 when a run was not as expected. */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    /** Some parts, by name, with commas between. */
    only: { type: 'string' },
    /** Few of each: whether it works, not what comes out. */
    short: { type: 'boolean', default: false },
    /** Another build of the sources, to compare. */
    dist: { type: 'string', default: join(root, 'dist') },
    /** Another solution of the same exercise. */
    solution: { type: 'string', default: solutionFile },
  },
});

function note(text) {
  process.stderr.write(`bench: ${text}\n`);
}

const wanted = wantedParts(values.only?.split(','));
if (wanted === null) {
  note(`--only takes ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}
const plan = values.short ? shortPlan : fullPlan;
const [runnable = 0] = loadavg();
const cores = availableParallelism();
const dist = resolve(values.dist);
const solution = resolve(values.solution);
const options = { dist, dataDirectory: join(root, '.doorbell'), solution };
const result = { cores, runnable, ...(await measure(options, wanted, plan, cores, note)) };
if (wanted.has('http')) result.http = await measureHttp(readFileSync(solution, 'utf8'), plan.overHttp, note);
if (wanted.has('course')) result.course = await measureCourse(plan.students, plan.spreadMs, note);
result.aims = aimsOf(result);
process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : table(result));
if (!result.aims.at(-1).met) process.exitCode = 1;
