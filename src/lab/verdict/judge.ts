import type { Bilingual } from '../bilingual.js';
import type { CheckDefinition, Exercise } from '../exercise/exercise.js';
import { pathObservation, pathOfScene } from './data-path.js';
import { dataPathOf, decisiveSleep, lateArrivals, mechanismOf, toldOfOf } from './mechanism.js';
import type { End, Observation, Recording } from './recording.js';
import { reportVersion } from './report.js';
import type { CheckResult, Evidence, Mechanism, Prediction, Report, TimelineEntry } from './report.js';
import { suspectLine } from './suspect-line.js';
import { checkExpected, checkTitle } from './words/checks.js';
import { pathExpected } from './words/content-words.js';
import { explanationOf, notReached, observedOf } from './words/findings.js';
import { levelsOf, mechanismExplanation, mechanismObserved } from './words/mechanisms.js';
import { predictionExplanation, predictionObserved, predictionOf } from './words/predictions.js';
import { summaryOf } from './words/summary.js';
import { disagreementText, unreadableText } from './words/unproven.js';
import { eventText, furtherSituationText } from './words/timeline.js';

/** What goes into the Report besides what was recorded. */
export interface Circumstances {
  readonly seed: number;
  readonly runtime: Report['runtime'];
  readonly durations: Report['durations'];
  /** How the submitter expects the program to wait, where that was said. */
  readonly guessed?: Mechanism | null;
}

/**
 * A recording and the exercise's rubric → the Report. Pure: no clock, no kernel, no randomness, so a stored
 * recording can be judged again anywhere and gives the same verdict.
 */
export function judge(
  exercise: Exercise,
  source: string,
  played: Recording,
  { guessed = null, ...circumstances }: Circumstances,
): Report {
  const recording = withPaths(exercise, played);
  const paths = exercise.scenes.map((scene) => pathOfScene(recording, scene.id));
  const { loadFailure } = recording;
  const disagreeing = exercise.scenes.filter((_, index) => paths[index] === 'disagree');
  const notes = unproven(recording, disagreeing);
  const status = notes.length > 0 ? 'inconclusive' : loadFailure ? 'not-run' : 'graded';
  const graded = status === 'graded';
  const mechanism = graded ? mechanismOf(recording) : null;
  const traced = paths.find((path) => path !== null && path !== 'disagree');
  const dataPath = graded && traced ? traced : dataPathOf(mechanism, recording);
  const evidence = evidenceOf(recording, notes);
  const prediction = predictionOf(guessed, mechanism);
  const suspect = suspectLine(source, mechanism, decisiveSleep(recording));
  const checks = graded
    ? exercise.checks.map((check) =>
        resultOf(check, { exercise, recording, mechanism, evidence, suspect, prediction }),
      )
    : [];
  const score = checks.reduce((sum, check) => sum + check.points, 0);
  const maxScore = exercise.checks.reduce((sum, check) => sum + check.points, 0);
  // A shipped program may end a scene early, by waiting as it was made to: what counts is that it was seen.
  const predicts = exercise.kind === 'prediction';
  const passed =
    graded && (predicts || playedInFull(exercise, recording)) && checks.every((check) => check.passed);
  return {
    reportVersion,
    exercise: exercise.slug,
    exerciseVersion: exercise.version,
    status,
    passed,
    score,
    maxScore,
    mechanism,
    dataPath,
    toldOf: toldOfOf(mechanism, dataPath),
    levels: mechanism && levelsOf(mechanism, dataPath),
    prediction,
    checks,
    summary: summaryOf({
      status,
      passed,
      mechanism,
      wanted: exercise.mechanism ?? null,
      predicts,
      dataPath,
      score,
      maxScore,
      firstFailed: checks.find((check) => !check.passed) ?? null,
      end: endOf(recording),
      loadFailure,
      exportName: exercise.export,
      diagnostics: 0,
      neverTold: neverTold(recording),
      sleepingCall: evidence.sleepingCall,
      cpuMs: evidence.cpuMsInSilence,
      quiet: recording.scenes.every((scene) =>
        scene.silences.every((silence) => silence.outcome === 'quiet'),
      ),
    }),
    diagnostics: [],
    output: recording.output,
    evidence,
    timeline: timelineOf(exercise, recording),
    ...circumstances,
  };
}

/** Why the run proves nothing; empty when it does. */
function unproven(recording: Recording, disagreeing: Exercise['scenes']): Bilingual[] {
  const { unreadable } = recording;
  return [
    ...(unreadable === null ? [] : [unreadableText[unreadable]]),
    ...disagreeing.map((scene) => disagreementText(recording, scene.id)),
  ];
}

/** What the traced runs showed, as observations of their scenes. */
function withPaths(exercise: Exercise, recording: Recording): Recording {
  const scenes = recording.scenes.map((played) => {
    const scene = exercise.scenes.find((each) => each.id === played.scene);
    const observation = scene && pathObservation(scene, recording);
    return observation ? { ...played, observations: [...played.observations, observation] } : played;
  });
  return { ...recording, scenes };
}

/** As bwrap passes it on: 128 + 24, the signal of RLIMIT_CPU (setrlimit(2)). */
const SIGXCPU = 'signal 24';

interface Judged {
  readonly exercise: Exercise;
  readonly recording: Recording;
  readonly mechanism: Mechanism | null;
  readonly evidence: Evidence;
  /** Where the source waits as the kernel saw it wait. */
  readonly suspect: number | null;
  readonly prediction: Prediction | null;
}

/** Findings about how the thread waited, not about what it told. */
const ofWaiting: ReadonlySet<Observation['finding']> = new Set([
  'held',
  'spun',
  'moving',
  'spinning',
  'ignored',
  'in-slices',
]);

function resultOf(
  definition: CheckDefinition,
  { exercise, recording, mechanism, evidence, suspect, prediction }: Judged,
): CheckResult {
  const { id, points: maxPoints } = definition;
  const words = (title: Bilingual, expected: Bilingual) => ({
    id,
    title: definition.title ?? title,
    maxPoints,
    expected,
  });
  const path = exercise.scenes.map((scene) => scene['data-path']).find((wanted) => wanted?.check === id)?.is;
  const expected = path ? pathExpected(path) : checkExpected(id, exercise.mechanism);
  const result = (passed: boolean, observed: Bilingual, explanation: Bilingual, line: number | null) => ({
    ...words(checkTitle(id), expected),
    passed,
    points: passed ? maxPoints : 0,
    observed,
    explanation: passed || !definition.advice ? explanation : joined(explanation, definition.advice),
    line,
  });
  if (exercise.kind === 'prediction') {
    // Fed by nothing but the verdict: what scenes observe of a shipped program is nobody's merit.
    return result(
      prediction?.right === true,
      predictionObserved(mechanism),
      predictionExplanation(mechanism),
      mechanism === null ? null : suspect,
    );
  }
  if (id === 'notified' && exercise.mechanism !== undefined) {
    const facts = {
      rounds: evidence.rounds,
      told: evidence.toldRounds,
      untold: evidence.asleepAndUntold,
      call: evidence.sleepingCall,
      ignoredPings: recording.scenes.reduce((sum, scene) => sum + scene.ignoredPings, 0),
      wakeUps: evidence.wakeUpsInSilence,
      cpuMs: evidence.cpuMsInSilence,
      neverTold: neverTold(recording),
    };
    return result(
      mechanism === exercise.mechanism,
      mechanismObserved(mechanism, facts),
      mechanismExplanation(mechanism, exercise.mechanism),
      mechanism === exercise.mechanism ? null : suspect,
    );
  }
  const observations = recording.scenes.flatMap((scene) =>
    scene.observations.filter((each) => each.check === id).map((each) => withCause(each, scene.end)),
  );
  const failed = observations.find((each) => !each.passed);
  const shown = failed ?? observations.at(-1);
  if (!shown) {
    const { observed, explanation } = notReached(stopperOf(recording), endOf(recording));
    return result(false, observed, explanation, null);
  }
  return result(
    !failed,
    observedOf(shown),
    explanationOf(id, shown, exercise.mechanism),
    shown.line ?? (ofWaiting.has(shown.finding) ? suspect : null),
  );
}

/** A program that is no more may have gone for a reason that only shows from outside. */
function withCause(observation: Observation, end: End | null): Observation {
  if (observation.finding !== 'crashed' || !end) return observation;
  if (end.how === 'out-of-memory') return { ...observation, finding: 'out-of-memory' };
  return end.signal === SIGXCPU ? { ...observation, finding: 'too-much-cpu' } : observation;
}

/** Whatever the checks say: nobody passes by what was not played. */
function playedInFull(exercise: Exercise, recording: Recording): boolean {
  return (
    recording.scenes.length === exercise.scenes.length && recording.scenes.every((scene) => scene.complete)
  );
}

/** The observation that ended the first scene which could not be played to its end. */
function stopperOf(recording: Recording): Observation | null {
  const scene = recording.scenes.find((each) => !each.complete);
  return scene?.observations.findLast((each) => !each.passed) ?? null;
}

/** How the program ended where it was not we who ended it. */
function endOf(recording: Recording): End | null {
  return recording.scenes.find((scene) => scene.end)?.end ?? recording.loadFailure?.end ?? null;
}

function neverTold(recording: Recording): boolean {
  return recording.scenes.some((scene) => scene.observations.some((each) => each.finding === 'never-told'));
}

function evidenceOf(recording: Recording, notes: Bilingual[]): Evidence {
  const silences = recording.scenes.flatMap((scene) => scene.silences);
  const arrivals = recording.scenes.flatMap((scene) => scene.arrivals);
  const late = lateArrivals(recording);
  const sleep = decisiveSleep(recording);
  const sum = (of: (silence: (typeof silences)[number]) => number) =>
    silences.reduce((total, each) => total + of(each), 0);
  return {
    rounds: arrivals.length,
    toldRounds: arrivals.filter((arrival) => arrival.outcome === 'told' && !late.has(arrival)).length,
    asleepAndUntold: arrivals.filter((arrival) => arrival.asleepAndUntold || late.has(arrival)).length,
    ignoredArrivals: arrivals.filter((arrival) => arrival.ignored).length,
    quietWindows: sum((silence) => silence.quietWindows),
    movingWindows: sum((silence) => silence.movingWindows),
    wakeUpsInSilence: sum((silence) => silence.wakeUps),
    cpuMsInSilence: Math.round(sum((silence) => silence.cpuMs) * 100) / 100,
    sleepingCall: sleep?.call ?? null,
    sleepingOnLoop: sleep?.onLoop ?? null,
    threads: recording.threads,
    processes: recording.processes,
    starts: recording.starts,
    notes,
  };
}

/** Hidden scenes show only that there was a further situation, not what happened in it. */
function timelineOf(exercise: Exercise, recording: Recording): TimelineEntry[] {
  return recording.scenes.flatMap((played) => {
    const scene = exercise.scenes.find((each) => each.id === played.scene);
    if (!scene || scene.hidden) return scene ? [furtherSituation(exercise.scenes.indexOf(scene) + 1)] : [];
    return played.events.map((recorded) => ({
      ...recorded,
      scene: played.scene,
      text: eventText(recorded),
    }));
  });
}

function furtherSituation(number: number): TimelineEntry {
  return { at: 0, scene: `hidden-${number}`, lane: 'lab', event: 'hidden', text: furtherSituationText };
}

function joined(a: Bilingual, b: Bilingual): Bilingual {
  return { en: `${a.en} ${b.en}`, 'zh-CN': `${a['zh-CN']}${b['zh-CN']}` };
}
