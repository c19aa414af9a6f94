import { sampleExercise } from '../../../test/support/exercise.js';
import { recorded, recordedWaits } from '../../../test/support/recordings.js';
import { receiveChecks, receiveScene, receiveTypes } from '../../../test/support/scenes.js';
import type { Exercise } from '../exercise/exercise.js';
import { judge, type Circumstances } from './judge.js';
import type { Recording } from './recording.js';
import { reportSchema, type Mechanism } from './report.js';
import { furtherSituationText } from './words/timeline.js';

/** Recordings of real runs, judged to the report they must always give. */
const exercise = sampleExercise({
  types: receiveTypes,
  scenes: [receiveScene()],
  checks: receiveChecks.map((id) => ({ id, points: 10 })),
});

const circumstances: Circumstances = {
  seed: 1,
  runtime: { doorbell: '0.0.0', node: 'v26.10.0', kernel: '6.18', arch: 'x64' },
  durations: { check: 1, start: 2, run: 3, silence: 1, total: 6 },
};

function judged(
  wait: (typeof recordedWaits)[number],
  change: (recording: Recording) => Recording = (same) => same,
) {
  const { source, recording } = recorded(wait);
  return judge(exercise, source, change(recording), circumstances);
}

const failed = (report: ReturnType<typeof judge>) =>
  report.checks.filter((each) => !each.passed).map(({ id }) => id);

it.each(recordedWaits)('the report of %s keeps to its schema', (wait) => {
  expect(reportSchema.safeParse(judged(wait)).error).toBeUndefined();
});

it('a recording judged twice gives one report', () => {
  expect(judged('notified')).toEqual(judged('notified'));
});

it('notified: passed in full', () => {
  const report = judged('notified');
  expect(report).toMatchObject({
    status: 'graded',
    passed: true,
    score: 80,
    maxScore: 80,
    mechanism: 'notified',
    dataPath: 'helper-thread',
    toldOf: 'completion',
    evidence: {
      rounds: 5,
      toldRounds: 5,
      asleepAndUntold: 0,
      ignoredArrivals: 0,
      sleepingCall: 'epoll_pwait',
      sleepingOnLoop: true,
    },
    seed: 1,
  });
  expect(failed(report)).toEqual([]);
  expect(report.timeline.length).toBeGreaterThan(20);
});

it('timed-poll: told, but because it asked again', () => {
  const report = judged('timed-poll');
  expect(report).toMatchObject({
    status: 'graded',
    passed: false,
    mechanism: 'timed-poll',
    toldOf: 'nothing',
    evidence: { rounds: 1, toldRounds: 0, asleepAndUntold: 1, ignoredArrivals: 0 },
  });
  expect(failed(report)).toContain('notified');
  expect(report.checks.find(({ id }) => id === 'told')).toMatchObject({ passed: true });
});

it('blocking: held in the call, at the line that waits', () => {
  const report = judged('blocking');
  expect(report).toMatchObject({
    status: 'graded',
    passed: false,
    mechanism: 'blocking',
    dataPath: 'blocking-read',
    evidence: { rounds: 0, sleepingCall: 'read', sleepingOnLoop: false },
  });
  expect(report.checks.find(({ id }) => id === 'returned-first')).toMatchObject({
    passed: false,
    points: 0,
    line: 3,
  });
  expect(failed(report)).toHaveLength(receiveChecks.length);
});

it('crashed: what was reached keeps its points, the rest says why it was not', () => {
  const report = judged('crashed');
  expect(report).toMatchObject({
    status: 'graded',
    passed: false,
    mechanism: null,
    dataPath: null,
    toldOf: null,
  });
  expect(failed(report)).toEqual(['notified', 'told']);
  expect(report.checks.find(({ id }) => id === 'told')).toMatchObject({ line: 5 });
  expect(report.summary.en).toContain('boom');
  expect(report.summary['zh-CN']).toContain('boom');
});

describe('a run that proves nothing against the student', () => {
  it('is inconclusive when the evidence could not be read, whatever was seen before', () => {
    const report = judged('blocking', (recording) => ({ ...recording, unreadable: 'refused' }));
    expect(report).toMatchObject({
      status: 'inconclusive',
      passed: false,
      mechanism: null,
      checks: [],
      score: 0,
      maxScore: 80,
    });
    expect(report.evidence.notes.map(({ en }) => en)).toEqual([
      'The kernel refused a reading of the program. `doorbell doctor` says what is missing.',
    ]);
    expect(reportSchema.safeParse(report).success).toBe(true);
  });

  it('is inconclusive when the traced run went another way than the watched one, and says both', () => {
    const report = judged('blocking', (recording) => ({
      ...recording,
      traces: [{ scene: recording.scenes[0]?.scene ?? '', arrival: null, calls: [] }],
    }));
    expect(report).toMatchObject({ status: 'inconclusive', mechanism: null, dataPath: null });
    expect(report.evidence.notes.map(({ en }) => en)).toEqual([
      'Two runs of one situation disagree: traced, the bytes came by `nothing`; watched, by `judged-read`.',
    ]);
  });

  it('is not a run when the program did not load', () => {
    const report = judged('notified', (recording) => ({
      ...recording,
      scenes: [],
      loadFailure: { how: 'threw', error: 'TypeError: nope (line 2)', end: null },
    }));
    expect(report).toMatchObject({ status: 'not-run', passed: false, mechanism: null, checks: [] });
    expect(report.summary.en).toContain('nope');
  });
});

describe('nobody passes by what was not played', () => {
  it('not by a scene that was broken off', () => {
    const report = judged('notified', (recording) => ({
      ...recording,
      scenes: recording.scenes.map((scene) => ({ ...scene, complete: false })),
    }));
    expect(report.passed).toBe(false);
  });

  it('not by a scene that is missing', () => {
    const two: Exercise = { ...exercise, scenes: [receiveScene(), { ...receiveScene(), id: 'another' }] };
    const { source, recording } = recorded('notified');
    expect(judge(two, source, recording, circumstances).passed).toBe(false);
  });

  it('not by a check that nothing fed', () => {
    const more: Exercise = { ...exercise, checks: [...exercise.checks, { id: 'told-of-end', points: 5 }] };
    const { source, recording } = recorded('notified');
    const report = judge(more, source, recording, circumstances);
    expect(report).toMatchObject({ passed: false, score: 80, maxScore: 85 });
    expect(failed(report)).toEqual(['told-of-end']);
  });
});

describe('a prediction', () => {
  const guess = (guessed: Mechanism, change: (recording: Recording) => Recording = (same) => same) => {
    const { source, recording } = recorded('timed-poll');
    return judge(exercise, source, change(recording), { ...circumstances, guessed });
  };

  it('is set against what was seen, and changes nothing else', () => {
    expect(guess('timed-poll').prediction).toMatchObject({ guessed: 'timed-poll', right: true });
    const wrong = guess('notified');
    expect(wrong.prediction).toMatchObject({ guessed: 'notified', right: false });
    expect(reportSchema.safeParse(wrong).error).toBeUndefined();
    expect({ ...wrong, prediction: null }).toEqual(judged('timed-poll'));
  });

  it('is neither right nor wrong where nothing was seen', () => {
    const report = guess('notified', (recording) => ({ ...recording, unreadable: 'refused' }));
    expect(report.prediction).toMatchObject({ guessed: 'notified', right: null });
  });

  it('was not there in the reports of an earlier Doorbell, which stay readable', () => {
    const { prediction, ...earlier } = judged('notified');
    expect(prediction).toBeNull();
    expect(reportSchema.parse(earlier)).toEqual({ ...earlier, prediction: null });
  });
});

describe('an exercise that asks for a prediction', () => {
  const { mechanism: _, ...rest } = exercise;
  const asked: Exercise = { ...rest, kind: 'prediction', checks: [{ id: 'predicted', points: 7 }] };
  const guess = (wait: (typeof recordedWaits)[number], guessed: Mechanism | null) => {
    const { source, recording } = recorded(wait);
    return reportSchema.parse(judge(asked, source, recording, { ...circumstances, guessed }));
  };

  it.each(['notified', 'timed-poll', 'blocking'] as const)(
    'is passed by saying that %s is what it is, however the scene ended',
    (wait) => {
      expect(guess(wait, wait)).toMatchObject({ passed: true, score: 7, maxScore: 7, mechanism: wait });
    },
  );

  it('is failed by another word, or none, at the line that waits', () => {
    const report = guess('blocking', 'notified');
    expect(report).toMatchObject({ status: 'graded', passed: false, score: 0, mechanism: 'blocking' });
    expect(report.checks).toMatchObject([{ id: 'predicted', passed: false, line: 3 }]);
    expect(guess('blocking', null)).toMatchObject({ passed: false, prediction: null });
  });

  it('is not passed where nothing was seen', () => {
    expect(guess('crashed', 'blocking')).toMatchObject({ passed: false, prediction: { right: null } });
  });
});

it('of a hidden scene the report tells neither the name nor what happened', () => {
  const hidden: Exercise = { ...exercise, scenes: [{ ...receiveScene(), hidden: true }] };
  const { source, recording } = recorded('notified');
  const report = judge(hidden, source, recording, circumstances);
  expect(report.timeline).toEqual([
    { at: 0, scene: 'hidden-1', lane: 'lab', event: 'hidden', text: furtherSituationText },
  ]);
  expect(JSON.stringify(report)).not.toContain(receiveScene().id);
});

it('the author’s title and advice stand where they are written', () => {
  const both = (text: string) => ({ en: text, 'zh-CN': `${text}。` });
  const own: Exercise = {
    ...exercise,
    checks: [
      { id: 'returned-first', points: 3, title: both('Come back'), advice: both('Think of the ticket.') },
    ],
  };
  const { source, recording } = recorded('blocking');
  const [check] = judge(own, source, recording, circumstances).checks;
  expect(check).toMatchObject({ title: both('Come back'), maxPoints: 3 });
  expect(check?.explanation.en).toMatch(/ Think of the ticket\.$/);
  expect(check?.explanation['zh-CN']).toMatch(/Think of the ticket\.。$/);
});
