import type { Values } from './expression.js';
import { nothing, type Outcome } from './outcome.js';
import type { Question } from './question.js';
import { classificationAnswerSchema, rightRows, scoreClassification } from './types/classification.js';
import { clozeAnswerSchema, rightBlanks, scoreCloze } from './types/cloze.js';
import { matchingAnswerSchema, rightPairs, scoreMatching } from './types/matching.js';
import { multipleChoiceAnswerSchema, rightChoices, scoreMultipleChoice } from './types/multiple-choice.js';
import { numericAnswerSchema, rightNumbers, scoreNumeric } from './types/numeric.js';
import { orderingAnswerSchema, rightOrder, scoreOrdering } from './types/ordering.js';
import { rightText, scoreShortText, shortTextAnswerSchema } from './types/short-text.js';
import { rightChoice, scoreSingleChoice, singleChoiceAnswerSchema } from './types/single-choice.js';
import { type TracePart, traceReadingAnswerSchema } from './types/trace-reading.js';
import { rightTrueFalse, scoreTrueFalse, trueFalseAnswerSchema } from './types/true-false.js';

/**
 * Marks an answer, given in the ids that the question is written with; `null` is no answer.
 *
 * @returns null for an open answer: a person marks it
 * @throws ZodError when the answer has not the form of this type
 */
export function scoreAnswer(question: Question, values: Values, answer: unknown): Outcome | null {
  return question.type === 'open' ? null : score(question, values, answer);
}

function score(
  question: Exclude<Question, { type: 'open' }> | TracePart,
  values: Values,
  answer: unknown,
): Outcome {
  if (answer === null || answer === undefined) return nothing;
  switch (question.type) {
    case 'single-choice':
      return scoreSingleChoice(question, singleChoiceAnswerSchema.parse(answer));
    case 'multiple-choice':
      return scoreMultipleChoice(question, multipleChoiceAnswerSchema.parse(answer));
    case 'true-false':
      return scoreTrueFalse(question, trueFalseAnswerSchema.parse(answer));
    case 'numeric':
      return scoreNumeric(question, numericAnswerSchema.parse(answer), values);
    case 'short-text':
      return scoreShortText(question, shortTextAnswerSchema.parse(answer));
    case 'cloze':
      return scoreCloze(question, clozeAnswerSchema.parse(answer));
    case 'ordering':
      return scoreOrdering(question, orderingAnswerSchema.parse(answer));
    case 'matching':
      return scoreMatching(question, matchingAnswerSchema.parse(answer));
    case 'classification':
      return scoreClassification(question, classificationAnswerSchema.parse(answer));
    case 'trace-reading':
      return scoreParts(question, values, traceReadingAnswerSchema.parse(answer).parts);
  }
}

function scoreParts(
  { parts }: Extract<Question, { type: 'trace-reading' }>,
  values: Values,
  answers: Readonly<Record<string, unknown>>,
): Outcome {
  const outcomes = parts.map((part) => ({
    part,
    outcome: score(part, values, Object.hasOwn(answers, part.id) ? answers[part.id] : null),
  }));
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  return {
    share: outcomes.reduce((sum, { part, outcome }) => sum + part.weight * outcome.share, 0) / weight,
    parts: outcomes.flatMap(({ part, outcome }) =>
      outcome.parts.map((each) => ({ ...each, part: `${part.id}.${each.part}` })),
    ),
  };
}

/** An answer that gets full marks: shown when keys are, and proof that the question can be answered. */
export function rightAnswer(question: Question | TracePart, values: Values): unknown {
  switch (question.type) {
    case 'single-choice':
      return rightChoice(question.options);
    case 'multiple-choice':
      return rightChoices(question.options);
    case 'true-false':
      return rightTrueFalse(question);
    case 'numeric':
      return rightNumbers(question, values);
    case 'short-text':
      return rightText(question);
    case 'cloze':
      return rightBlanks(question);
    case 'ordering':
      return rightOrder(question);
    case 'matching':
      return rightPairs(question);
    case 'classification':
      return rightRows(question);
    case 'trace-reading':
      return {
        parts: Object.fromEntries(question.parts.map((part) => [part.id, rightAnswer(part, values)])),
      };
    case 'open':
      return null;
  }
}
