import type { AttemptRow, ExerciseItem, ItemRow, QuestionItem, Run } from '../assignments/attempt-row.js';
import { attemptMark, countingRuns, itemMark } from '../assignments/marks.js';
import { drawnValues } from '../questions/parameters.js';
import { scoreAnswer } from '../questions/score.js';
import { correlation, mean, median, thousandths } from './statistics.js';

/** What the answers of a class say of the questions and exercises, and of the class. Pure. */

export interface ItemAnalysis {
  readonly kind: 'question' | 'exercise';
  readonly slug: string;
  /** Submitted attempts that have it. */
  readonly attempts: number;
  /** Of those how many left it empty. */
  readonly empty: number;
  /** Mean share of the points: 1 is easy. Null where nothing is marked. */
  readonly difficulty: number | null;
  /** Correlation of its share with that of the rest of the attempt: near 0 or below, look at the question. */
  readonly discrimination: number | null;
  /** Seconds, median. */
  readonly time: number | null;
  /** Of a question: what was chosen, written, put in order, by the ids of its file. */
  readonly parts: readonly PartCount[];
  readonly misconceptions: readonly { readonly id: string; readonly attempts: number }[];
  /** Share by how sure the student was: 1 guessed, 2 fairly, 3 certain. */
  readonly certainty: readonly {
    readonly level: number;
    readonly attempts: number;
    readonly share: number | null;
  }[];
  /** Of an exercise: checks that failed in the last report of an attempt. */
  readonly failedChecks: readonly { readonly id: string; readonly attempts: number }[];
  readonly mechanisms: readonly { readonly id: string; readonly attempts: number }[];
  /** Of an exercise: submissions that counted, mean per attempt. */
  readonly submissions: number | null;
}

export interface PartCount {
  readonly part: string;
  readonly correct: boolean;
  readonly misconception: string | null;
  readonly attempts: number;
}

/** What is needed beside the attempts. */
export interface Beside {
  /** Seconds spent on an item; undefined where that cannot be known. */
  readonly secondsOn: (attemptId: string, position: number) => number | undefined;
  /** Of a run’s report. */
  readonly resultOf: (runId: string) => RunResult | undefined;
}

export interface RunResult {
  readonly mechanism: string | null;
  readonly failed: readonly string[];
}

/** One entry for each question and exercise, whatever its version, in the order in which they are met first. */
export function analyse(attempts: readonly AttemptRow[], beside: Beside): ItemAnalysis[] {
  const placed = attempts.flatMap((attempt) => attempt.items.map((item) => ({ attempt, item })));
  return [...Map.groupBy(placed, ({ item }) => `${item.kind} ${slugOf(item)}`).values()].map((group) =>
    analyseOne(group, beside),
  );
}

interface Placed {
  readonly attempt: AttemptRow;
  readonly item: ItemRow;
}

const slugOf = (item: ItemRow): string =>
  item.kind === 'question' ? item.question.slug : item.exercise.slug;

function analyseOne(group: readonly Placed[], beside: Beside): ItemAnalysis {
  const shares = group.flatMap(({ attempt, item }) => {
    const mark = itemMark(item);
    return mark === null ? [] : [{ share: mark / item.points, rest: restOf(attempt, item) }];
  });
  const times = group.flatMap(({ attempt, item }) => beside.secondsOn(attempt.id, item.position) ?? []);
  const questions = group.flatMap(({ attempt, item }) =>
    item.kind === 'question' ? [{ attempt, item }] : [],
  );
  const exercises = group.flatMap(({ item }) => (item.kind === 'exercise' ? [item] : []));
  const first = group[0]?.item;
  return {
    kind: first?.kind ?? 'question',
    slug: first === undefined ? '' : slugOf(first),
    attempts: group.length,
    empty: group.filter(({ item }) => isEmpty(item)).length,
    difficulty: thousandths(mean(shares.map(({ share }) => share))),
    discrimination: thousandths(
      correlation(shares.flatMap(({ share, rest }) => (rest === null ? [] : [[share, rest] as const]))),
    ),
    time: thousandths(median(times)),
    ...ofQuestions(questions),
    ...ofExercises(exercises, beside),
  };
}

/** Share of what the other items of the attempt are worth; null where there are none. */
function restOf({ items }: AttemptRow, item: ItemRow): number | null {
  const { earned, of } = attemptMark(
    items.filter((each) => each.position !== item.position),
    1,
  );
  return of === 0 ? null : earned / of;
}

function isEmpty(item: ItemRow): boolean {
  return item.kind === 'question' ? item.answer === null : countingRuns(item).length === 0;
}

function ofQuestions(
  group: readonly { readonly attempt: AttemptRow; readonly item: QuestionItem }[],
): Pick<ItemAnalysis, 'parts' | 'misconceptions' | 'certainty'> {
  const outcomes = group.map(({ attempt, item }) => partsOf(attempt, item));
  const parts = Map.groupBy(
    outcomes.flat(),
    ({ part, correct, misconception }) => `${part} ${correct} ${misconception ?? ''}`,
  );
  const levels = Map.groupBy(
    group.flatMap(({ item }) => (item.certainty === null ? [] : [{ level: item.certainty, item }])),
    ({ level }) => level,
  );
  return {
    parts: [...parts.values()]
      .flatMap(([first, ...more]) =>
        first === undefined
          ? []
          : [{ ...first, misconception: first.misconception ?? null, attempts: more.length + 1 }],
      )
      .sort(mostFirst),
    misconceptions: counted(
      outcomes.map((outcome) => outcome.flatMap(({ misconception }) => misconception ?? [])),
    ),
    certainty: [...levels]
      .sort(([a], [b]) => a - b)
      .map(([level, items]) => ({
        level,
        attempts: items.length,
        share: thousandths(mean(items.flatMap(({ item }) => item.share ?? []))),
      })),
  };
}

/** What one answer came to, part by part; wrong parts name what their chooser seems to believe. */
export function partsOf(
  { seed }: Pick<AttemptRow, 'seed'>,
  { marking, answer }: Pick<QuestionItem, 'marking' | 'answer'>,
): { part: string; correct: boolean; misconception: string | undefined }[] {
  const outcome = scoreAnswer(marking, drawnValues(marking, seed), answer);
  return (outcome?.parts ?? []).map(({ part, correct, misconception }) => ({
    part,
    correct,
    misconception: correct ? undefined : misconception,
  }));
}

function ofExercises(
  items: readonly ExerciseItem[],
  { resultOf }: Beside,
): Pick<ItemAnalysis, 'failedChecks' | 'mechanisms' | 'submissions'> {
  const results = items.flatMap((item) => {
    const last = lastReported(countingRuns(item));
    return (last && resultOf(last.id)) ?? [];
  });
  return {
    failedChecks: counted(results.map(({ failed }) => failed)),
    mechanisms: counted(results.map(({ mechanism }) => (mechanism === null ? [] : [mechanism]))),
    submissions: thousandths(mean(items.map((item) => countingRuns(item).length))),
  };
}

export const lastReported = (runs: readonly Run[]): Run | undefined =>
  runs.findLast(({ report }) => report !== null);

/** In how many of the lists each word occurs, most first. */
function counted(lists: readonly (readonly string[])[]): { id: string; attempts: number }[] {
  const words = lists.flatMap((list) => [...new Set(list)]);
  return [...Map.groupBy(words, (word) => word)]
    .map(([id, all]) => ({ id, attempts: all.length }))
    .sort(mostFirst);
}

const mostFirst = (one: { attempts: number }, other: { attempts: number }): number =>
  other.attempts - one.attempts;
