import fc from 'fast-check';
import { labelsOf, type Layout } from '../../src/questions/layout.js';
import type { Question } from '../../src/questions/question.js';
import type { TracePart } from '../../src/questions/types/trace-reading.js';

/** Any answer that could be sent to this question, right, wrong and half, in the labels of the layout. */
export function anyAnswer(
  question: Question | TracePart,
  layout: Layout,
  prefix = '',
): fc.Arbitrary<unknown> {
  const labels = (group: string) => labelsOf(layout, prefix + group);
  const one = (group: string) => fc.constantFrom(...labels(group));
  const some = (group: string, of: (label: string) => fc.Arbitrary<unknown>) =>
    fc.record(Object.fromEntries(labels(group).map((label) => [label, of(label)])), { requiredKeys: [] });
  const text = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.constantFrom('', ' ', 'EAGAIN', 'ｅａｇａｉｎ', '就绪'),
  );
  switch (question.type) {
    case 'single-choice':
      return fc.record({ choice: one('options') });
    case 'multiple-choice':
      return fc.record({ choices: fc.subarray(labels('options')) });
    case 'true-false':
      return fc.record({ value: fc.boolean(), reason: one('reasons') }, { requiredKeys: ['value'] });
    case 'numeric':
      return fc.record({
        values: some('fields', () =>
          fc.oneof(fc.integer({ min: -5, max: 400 }), fc.double({ noNaN: true, noDefaultInfinity: true })),
        ),
      });
    case 'short-text':
      return fc.record({ text });
    case 'cloze':
      return fc.record({
        blanks: some('blanks', (label) => {
          const blank = question.blanks[Number(label) - 1];
          return blank && 'options' in blank ? one(`blanks.${blank.id}.options`) : text;
        }),
      });
    case 'ordering':
      return fc.record({ order: fc.shuffledSubarray(labels('items')) });
    case 'matching':
      return fc.record({ pairs: some('left', () => one('right')) });
    case 'classification':
      return fc.record({ rows: some('rows', () => one('columns')) });
    case 'trace-reading':
      return fc.record({
        parts: some('parts', (label) => {
          const part = question.parts[Number(label) - 1];
          return part ? anyAnswer(part, layout, `parts.${part.id}.`) : fc.constant(null);
        }),
      });
    case 'open':
      return fc.record({ text: fc.string() });
  }
}
