import type { Mechanism, ReportStatus } from '../../../src/lab/verdict/report.js';

/** One hostile submission to `receive-notify`, file below submissions/, and the report it must get: never a pass. */
export interface LabCase {
  readonly submission: string;
  readonly status: ReportStatus;
  /** More than one where the program races with itself. Never `notified`. */
  readonly mechanisms: readonly (Mechanism | null)[];
  /** What the student reads first, in English. */
  readonly says: RegExp;
}

type Waited = Exclude<Mechanism, 'notified'> | null;

const graded = (submission: string, mechanism: Waited | readonly Waited[], says: RegExp): LabCase => ({
  submission,
  status: 'graded',
  mechanisms: [mechanism].flat(),
  says,
});
const notRun = (submission: string, says: RegExp): LabCase => ({
  submission,
  status: 'not-run',
  mechanisms: [null],
  says,
});

const neverTold = /the news never came/;
const brokeOff = /broke off the conversation/;
const held = /your thread was held/;
const spinning = /your program was spinning/;
const asksItself = /asks by itself/;

export const labCases: readonly LabCase[] = [
  // Results
  graded('fake-report-on-stdout', null, /ended by itself/),
  graded('exits-with-0', null, /ended by itself/),
  graded('exits-with-137', null, /ended by the signal `SIGKILL`/),
  graded('exits-with-139', null, /ended by the signal `SIGSEGV`/),
  graded('kills-itself', null, /ended by the signal `SIGKILL`/),
  graded('garbage-on-the-channel', null, brokeOff),
  graded('stops-reading-the-channel', null, brokeOff),
  graded('endless-header-on-the-channel', null, brokeOff),
  graded('closes-the-channel', null, /broke off the conversation|ended by itself/),
  graded('forges-returned-and-rang', 'blocking', held),
  graded('rings-with-made-up-bytes', null, /how your program waits/),
  graded('pollutes-prototypes', 'blocking', held),
  graded('becomes-another-program', null, brokeOff),
  graded('behaves-until-it-feels-unwatched', 'timed-poll', asksItself),
  // Hiding the wait
  // Two read one conversation: which of them gets a question, or half of one, is chance.
  graded(
    'helper-answers-pings',
    ['blocking', null],
    /your thread was held|how your program waits|broke off the conversation/,
  ),
  graded('waits-for-ever-after-returning', 'blocking', held),
  graded('spins-in-a-detached-child', 'busy-poll', spinning),
  graded('disguises-its-name', 'busy-poll', spinning),
  graded('stops-itself', 'blocking', held),
  // Excuses: what an honest program does for a moment on the way to telling, all the time.
  graded('naps-beside-a-poll', 'timed-poll', asksItself),
  graded('naps-as-a-clock', 'timed-poll', asksItself),
  // Acknowledged at once it is none, and spins.
  graded('delayed-ack-as-a-clock', 'busy-poll', spinning),
  // Slower than any silence, and no timer that shows.
  graded('syn-sent-again-as-a-clock', 'timed-poll', asksItself),
  graded('starts-processes-beside-a-poll', 'timed-poll', asksItself),
  // Between the last question and the arrival.
  graded('holds-its-thread-from-the-question-on', 'blocking', held),
  graded('spins-from-the-question-on', 'busy-poll', spinning),
  graded('asks-from-the-question-on', 'timed-poll', asksItself),
  // Between the arrival and the look.
  graded('busy-until-it-looks', 'timed-poll', asksItself),
  graded('worker-busy-until-it-looks', 'timed-poll', asksItself),
  // Life cycle
  graded('rejects-unhandled', null, /crashed: “Error: nobody handles this”/),
  graded('throws-in-the-callback', null, /crashed: “Error: thrown in the callback”/),
  graded('never-notifies', null, neverTold),
  graded('opens-the-inspector', 'blocking', held),
  notRun('top-level-await-never-settles', /never done loading/),
  notRun('loads-for-ever', /never done loading/),
  // Resources
  // Where a page of memory costs much, its loop is proved a spin before the memory is gone.
  graded('eats-memory', [null, 'busy-poll'], /used up all the memory|your program was spinning/),
  // Its loop may be proved a spin before it has sent too much.
  graded(
    'floods-the-peer',
    [null, 'busy-poll'],
    /sent the peer far more than anybody had asked for|your program was spinning/,
  ),
  graded('prints-for-ever', null, /printed more than it was allowed/),
];

/** The same, but each takes minutes of sleeping or of both cores: `test/corpus-slow`. */
export const slowLabCases: readonly LabCase[] = [
  graded('clocks-in-turn', 'timed-poll', asksItself),
  graded('polls-behind-a-listener', 'timed-poll', asksItself),
  graded('fills-every-buffer', null, neverTold),
  graded('resets-the-line', null, neverTold),
  graded('links-instead-of-results', null, neverTold),
  // Two read one conversation, here too.
  graded('steals-what-the-lab-asks', ['blocking', null], /never came|broke off|your thread was held/),
];

/** A flood may be seen as the spinning it is, or end it at a limit: what counts is that it is decided, and not passed. */
export const floods: readonly string[] = [
  'floods-the-channel-with-bells',
  'floods-the-channel-with-small-bells',
  'churns-threads',
];
export const slowFloods: readonly string[] = ['storms-every-listener', 'forks-for-ever'];
