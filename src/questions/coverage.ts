import type { QuestionBank } from './load-questions.js';
import { levels, questionSchema, type Question } from './question.js';

/** How many questions there are of each kind. Names in the order of the vocabulary; those with none are there, with 0. */
export interface Coverage {
  readonly questions: number;
  readonly conceptTest: number;
  readonly byTopic: Readonly<Record<string, number>>;
  readonly byHeading: Readonly<Record<string, number>>;
  readonly byLevel: Readonly<Record<string, number>>;
  readonly byType: Readonly<Record<string, number>>;
  /** In how many questions a wrong answer shows it. */
  readonly byMisconception: Readonly<Record<string, number>>;
}

export function coverageOf({ questions, topics, misconceptions }: QuestionBank): Coverage {
  const count = (names: readonly string[], of: (question: Question) => Iterable<string>) => {
    const counts = Object.fromEntries(names.map((name) => [name, 0]));
    for (const question of questions)
      for (const name of new Set(of(question))) counts[name] = (counts[name] ?? 0) + 1;
    return counts;
  };
  return {
    questions: questions.length,
    conceptTest: questions.filter((question) => question.conceptTest).length,
    byTopic: count(
      topics.topics.map(({ id }) => id),
      (question) => question.covers,
    ),
    byHeading: count(
      topics.headings.map(({ id }) => id),
      (question) => [question.lecture],
    ),
    byLevel: count(levels, (question) => [question.level]),
    byType: count(questionTypes, (question) => [question.type]),
    byMisconception: count(
      misconceptions.map(({ id }) => id),
      misconceptionsOf,
    ),
  };
}

const questionTypes = questionSchema.options.map((option) => option.shape.type.value);

/** Ids of the misconceptions that some wrong answer shows. */
function misconceptionsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(misconceptionsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    key === 'misconception' && typeof each === 'string' ? [each] : misconceptionsOf(each),
  );
}
