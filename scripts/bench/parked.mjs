import { chmodSync, copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { latencies, percentile, unexpected } from './figures.mjs';
import { Side } from './side.mjs';

/** Before each submission of a slot, ms: so that its sandbox has stood parked for a while, and its caches gone cold. */
const restMs = [200, 600];

const said = /^parked for (\d+) ns, first statement (\d+) ns after the release$/m;

/**
 * Release of a parked sandbox → first statement of the submission, with twice as many slots as cores at work: the lab,
 * with one import more in its proctor.
 */
export async function measureParked(options, plan, cores, note) {
  const temporary = mkdtempSync(join(tmpdir(), 'doorbell-bench-'));
  // A slot's own user must be able to walk there.
  chmodSync(temporary, 0o755);
  let lab;
  try {
    const program = stampedProgram(options.dist, temporary);
    lab = await Side.open('lab', { ...options, dataDirectory: temporary, program, slots: 2 * cores });
    note('warming up the slots that stamp the release');
    await lab.run('grading', 2 * lab.slots, { atOnce: lab.slots });
    note(`${lab.slots} at once, ${plan.releases} releases of parked sandboxes`);
    const { details } = await lab.run('grading', plan.releases, { atOnce: lab.slots, restMs });
    await lab.close();
    return figures(details, lab.slots);
  } catch (error) {
    await lab?.kill();
    throw error;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** A copy of the compiled lab whose proctor imports stamp-release.mjs first. */
function stampedProgram(dist, temporary) {
  const program = join(temporary, 'program');
  cpSync(join(dist, 'lab'), program, { recursive: true });
  const proctor = join(program, 'proctor', 'proctor.js');
  copyFileSync(join(import.meta.dirname, 'stamp-release.mjs'), join(program, 'proctor', 'stamp-release.js'));
  writeFileSync(proctor, `import './stamp-release.js';\n${readFileSync(proctor, 'utf8')}`);
  return program;
}

function figures(details, slots) {
  const stamps = details.flatMap(({ output }) => {
    const stamp = said.exec(output);
    return stamp ? [{ stoodMs: stamp[1] / 1e6, firstMs: stamp[2] / 1e6 }] : [];
  });
  if (stamps.length === 0) throw new Error('no submission said when its first statement ran');
  return {
    ...latencies(stamps.map(({ firstMs }) => firstMs)),
    stoodMs: percentile(
      stamps.map(({ stoodMs }) => stoodMs),
      0.5,
    ),
    slots,
    // One that did not say so is not as expected either.
    unexpected: unexpected(
      details.map((each) => (said.test(each.output) ? each : { complaint: 'no stamp' })),
    ),
    runs: details.length,
  };
}
