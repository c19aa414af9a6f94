import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkEvidence, judgeProbes } from '../../src/lab/check-evidence.js';
import { labImage } from '../../src/lab/lab-image.js';
import type { Recording } from '../../src/lab/verdict/recording.js';
import { compileLab } from '../support/compiled-lab.js';

const cache = fileURLToPath(new URL('../../node_modules/.cache/doorbell', import.meta.url));

describe('what verdicts rest on', () => {
  let program: string;
  let data: string;

  beforeAll(async () => {
    program = await compileLab(cache);
    data = await mkdtemp(join(tmpdir(), 'doorbell-evidence-'));
  });

  afterAll(async () => {
    await rm(program, { recursive: true });
    await rm(data, { recursive: true });
  });

  it('holds on this host: readings, a delivery that wakes, an arrival left lying, one who asks', async () => {
    const requirements = await checkEvidence(labImage(data, program));
    expect(requirements.map(({ id, ok, why }) => ({ id, ok, why: ok ? '' : why }))).toEqual([
      { id: 'readings', ok: true, why: '' },
      { id: 'delivery-wakes', ok: true, why: '' },
      { id: 'ignoring-shows', ok: true, why: '' },
      { id: 'asking-shows', ok: true, why: '' },
    ]);
  });

  it('is missed where nothing was seen', () => {
    const nothing: Recording = {
      loadFailure: null,
      scenes: [],
      traces: [],
      unreadable: 'refused',
      output: { text: '', truncated: false },
      threads: 0,
      processes: 0,
      starts: 0,
      startMs: 0,
      runMs: 0,
      silenceMs: 0,
    };
    expect(judgeProbes(nothing, nothing, nothing).map(({ ok }) => ok)).toEqual([false, false, false, false]);
  });
});
