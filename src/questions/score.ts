import type { z } from 'zod';
import type { Values } from './expression.js';
import { nothing, type Outcome } from './outcome.js';
import type { Question } from './question.js';
import { classificationAnswerSchema, rightRows, scoreClassification } from './types/classification.js';
import { clozeAnswerSchema, rightBlanks, scoreCloze } from './types/cloze.js';
import { matchingAnswerSchema, rightPairs, scoreMatching } from './types/matching.js';
import { multipleChoiceAnswerSchema, rightChoices, scoreMultipleChoice } from './types/multiple-choice.js';
import { numericAnswerSchema, rightNumbers, scoreNumeric } from './types/numeric.js';
import { openAnswerSchema } from './types/open.js';
import { orderingAnswerSchema, rightOrder, scoreOrdering } from './types/ordering.js';
import { rightText, scoreShortText, shortTextAnswerSchema } from './types/short-text.js';
import { rightChoice, scoreSingleChoice, singleChoiceAnswerSchema } from './types/single-choice.js';
import { type TracePart, traceReadingAnswerSchema } from './types/trace-reading.js';
import { rightTrueFalse, scoreTrueFalse, trueFalseAnswerSchema } from './types/true-false.js';

/** The form of an answer to each type, in the ids that the question is written with. */
export const answerSchemas = {
  'single-choice': singleChoiceAnswerSchema,
  'multiple-choice': multipleChoiceAnswerSchema,
  'true-false': trueFalseAnswerSchema,
  numeric: numericAnswerSchema,
  'short-text': shortTextAnswerSchema,
  cloze: clozeAnswerSchema,
  ordering: orderingAnswerSchema,
  matching: matchingAnswerSchema,
  classification: classificationAnswerSchema,
  'trace-reading': traceReadingAnswerSchema,
  open: openAnswerSchema,
} satisfies Record<Question['type'], z.ZodType>;

/**
 * Marks an answer, given in the ids that the question is written with; `null` is no answer.
 *
 * @returns null for an open answer: a person marks it
 * @throws ZodError when the answer has not the form of this type
 */
export function scoreAnswer(question: Question, values: Values, answer: unknown): Outcome | null {
  if (question.type === 'open') return null;
  if (answer === null || answer === undefined) return nothing;
  switch (question.type) {
    case 'cloze':
      return scoreCloze(question, clozeAnswerSchema.parse(answer));
    case 'ordering':
      return scoreOrdering(question, orderingAnswerSchema.parse(answer));
    case 'matching':
      return scoreMatching(question, matchingAnswerSchema.parse(answer));
    case 'trace-reading': {
      const { parts } = traceReadingAnswerSchema.parse(answer);
      const outcomes = question.parts.map((part) => ({
        part,
        outcome: scorePart(part, values, Object.hasOwn(parts, part.id) ? parts[part.id] : null),
      }));
      const weight = question.parts.reduce((sum, part) => sum + part.weight, 0);
      return {
        share: outcomes.reduce((sum, { part, outcome }) => sum + part.weight * outcome.share, 0) / weight,
        parts: outcomes.flatMap(({ part, outcome }) =>
          outcome.parts.map((each) => ({ ...each, part: `${part.id}.${each.part}` })),
        ),
      };
    }
    case 'single-choice':
    case 'multiple-choice':
    case 'true-false':
    case 'numeric':
    case 'short-text':
    case 'classification':
      return scorePart(question, values, answer);
  }
}

/** The types that may also be part of a trace reading. */
type Simple = Extract<Question, { type: TracePart['type'] }> | TracePart;

function scorePart(question: Simple, values: Values, answer: unknown): Outcome {
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
    case 'classification':
      return scoreClassification(question, classificationAnswerSchema.parse(answer));
  }
}

/** An answer that gets full marks: shown when keys are, and proof that the question can be answered. */
export function rightAnswer(question: Question, values: Values): unknown {
  switch (question.type) {
    case 'open':
      return null;
    case 'cloze':
      return rightBlanks(question);
    case 'ordering':
      return rightOrder(question);
    case 'matching':
      return rightPairs(question);
    case 'trace-reading':
      return {
        parts: Object.fromEntries(question.parts.map((part) => [part.id, rightPart(part, values)])),
      };
    case 'single-choice':
    case 'multiple-choice':
    case 'true-false':
    case 'numeric':
    case 'short-text':
    case 'classification':
      return rightPart(question, values);
  }
}

function rightPart(question: Simple, values: Values): unknown {
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
    case 'classification':
      return rightRows(question);
  }
}
