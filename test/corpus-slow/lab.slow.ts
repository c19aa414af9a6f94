import { slowFloods, slowLabCases } from '../corpus/cases/lab-cases.js';
import { expectDecided, openLabLanes, type LabLanes } from '../corpus/lab-lanes.js';

/** As test/corpus/lab.spec.ts; these sleep long, or keep both cores busy. */
let lanes: LabLanes;

beforeAll(async () => {
  lanes = await openLabLanes(3);
  lanes.play([...slowLabCases.map(({ submission }) => submission), ...slowFloods]);
});

afterAll(() => lanes?.close());

describe('a hostile submission is decided, does not pass, and spoils nothing for the next', () => {
  it.each(slowLabCases.map((each) => [each.submission, each] as const))(
    '%s',
    async (submission, { status, mechanisms, says }) => {
      const played = await lanes.result(submission);
      const { report } = played;
      expectDecided(played);
      expect(report.status).toBe(status);
      expect(mechanisms).toContain(report.mechanism);
      expect(report.summary.en).toMatch(says);
    },
    900_000,
  );

  it.each(slowFloods)(
    '%s',
    async (submission) => {
      const played = await lanes.result(submission);
      expectDecided(played);
      expect(played.report.status).toBe('graded');
    },
    900_000,
  );
});
