import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { layBait, treeOf, type Bait } from './canaries.js';
import { floods, labCases, slowFloods, slowLabCases } from './cases/lab-cases.js';
import { expectDecided, openLabLanes, type LabLanes } from './lab-lanes.js';

/** Hostile submissions through the whole lab: compiled, confined, played, judged. */
let lanes: LabLanes;
let bait: Bait;
let corePattern: string;

const readCorePattern = () => readFileSync('/proc/sys/kernel/core_pattern', 'utf8');

beforeAll(async () => {
  bait = await layBait();
  corePattern = readCorePattern();
  lanes = await openLabLanes(4);
  // The longest first.
  const long = [
    'never-notifies',
    'becomes-another-program',
    'stops-reading-the-channel',
    'endless-header-on-the-channel',
    'eats-memory',
    'churns-threads',
  ];
  const all = [...labCases.map(({ submission }) => submission), ...floods];
  lanes.play([...long, ...all.filter((name) => !long.includes(name))]);
});

afterAll(async () => {
  await lanes?.close();
  await bait?.remove();
});

describe('a hostile submission is decided, does not pass, and spoils nothing for the next', () => {
  it.each(labCases.map((each) => [each.submission, each] as const))(
    '%s',
    async (submission, { status, mechanisms, says }) => {
      const played = await lanes.result(submission);
      const { report } = played;
      expect(report.status).toBe(status);
      expect(mechanisms).toContain(report.mechanism);
      expect(report.summary.en).toMatch(says);
      expectDecided(played);
    },
  );

  it.each(floods)('%s', async (submission) => {
    const played = await lanes.result(submission);
    expect(played.report.status).toBe('graded');
    expectDecided(played);
  });

  it('but a deadline of thirty seconds is no poll', async () => {
    const report = await lanes.accepted('deadline--thirty-seconds');
    expect(report).toMatchObject({ status: 'graded', passed: true, mechanism: 'notified' });
  });
});

describe('the corpus', () => {
  it('has a stated outcome for every file', () => {
    const files = readdirSync(fileURLToPath(new URL('submissions', import.meta.url)));
    const stated = [...labCases, ...slowLabCases].map(({ submission }) => submission);
    expect(files.sort()).toEqual([...stated, ...floods, ...slowFloods].map((name) => `${name}.ts`).sort());
  });
});

describe('afterwards', () => {
  it('no run was our own fault', () => expect(lanes.faults).toEqual([]));

  it('the host is as it was, and nothing is left', async () => {
    await lanes.close();
    expect(readCorePattern()).toBe(corePattern);
    expect(bait.reached()).toBe(0);
    expect(readFileSync(bait.file, 'utf8')).toBe('the host’s own\n');
    const commands = treeOf(process.pid).map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        return '';
      }
    });
    expect(commands.filter((command) => /bwrap|\/doorbell\//.test(command))).toEqual([]);
  });
});
