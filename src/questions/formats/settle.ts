import { evaluate, type Values } from '../expression.js';
import { drawnValues, filled } from '../parameters.js';
import type { Question } from '../question.js';

/** Of the parameters’ values that stand in formats without parameters. */
export const exportSeed = 1;

/** The question with its parameters drawn once, as one student would meet it; the same one where it has none. */
export function settled(question: Question): Question {
  const values = drawnValues(question, exportSeed);
  if (Object.keys(values).length === 0) return question;
  const { parameters: _, ...rest } = withTexts(question, values) as Question;
  if (rest.type !== 'numeric') return { ...rest, parameters: {} } as Question;
  return {
    ...rest,
    parameters: {},
    fields: rest.fields.map((field) => ({
      ...field,
      answer: evaluate(field.answer, values),
      tolerance: evaluate(field.tolerance, values),
      wrong: field.wrong.map((wrong) => ({ ...wrong, answer: evaluate(wrong.answer, values) })),
    })),
  };
}

function withTexts(value: unknown, values: Values): unknown {
  if (Array.isArray(value)) return value.map((each) => withTexts(each, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      (key === 'en' || key === 'zh-CN') && typeof each === 'string'
        ? filled(each, values)
        : withTexts(each, values),
    ]),
  );
}
