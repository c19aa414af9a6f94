import { join } from 'node:path';
import fc from 'fast-check';
import { cloneRoot } from '../../src/cli/clone.js';
import { answerForm } from '../../src/questions/answer-form.js';
import { layoutOf } from '../../src/questions/layout.js';
import { loadQuestionBank } from '../../src/questions/load-questions.js';
import { drawnValues } from '../../src/questions/parameters.js';
import { present, studentQuestionSchema } from '../../src/questions/present.js';
import type { Question } from '../../src/questions/question.js';
import { rightAnswer, scoreAnswer } from '../../src/questions/score.js';
import { textsOf } from '../../src/questions/texts.js';
import { toIds, toLabels } from '../../src/questions/translate.js';
import { anyAnswer } from '../support/arbitrary-answers.js';
import { samples } from '../support/question-files.js';

/** What holds for every question there is: one sample of each type, and the whole bank. Nothing here is mocked. */

const bank = await loadQuestionBank(join(cloneRoot, 'seed'));
const questions: [string, Question][] = [...samples(), ...bank.questions].map((question) => [
  `${question.type} ${question.slug}`,
  question,
]);
const seeds = fc.integer({ min: 0, max: 0xffff_ffff });
const marked = questions.filter(([, { type }]) => type !== 'open');

describe.each(marked)('%s', (_, question) => {
  const sampled = (seed: number) => ({
    layout: layoutOf(question, seed),
    values: drawnValues(question, seed),
  });

  it('the right answer gives full marks, through the labels of any attempt', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { layout, values } = sampled(seed);
        const sent = answerForm(question).parse(toLabels(question, layout, rightAnswer(question, values)));
        expect(scoreAnswer(question, values, toIds(question, layout, sent))?.share).toBeCloseTo(1, 12);
      }),
      { numRuns: 20 },
    );
  });

  it('no answer gives nothing', () => {
    expect(scoreAnswer(question, drawnValues(question, 1), null)).toEqual({ share: 0, parts: [] });
  });

  it('whatever is answered, marks stay from 0 to 1, and shuffling does not change them', () => {
    fc.assert(
      fc.property(
        seeds.chain((seed) =>
          fc.tuple(fc.constant(seed), seeds, anyAnswer(question, layoutOf(question, seed))),
        ),
        ([seed, other, sent]) => {
          const { layout, values } = sampled(seed);
          const answer = toIds(question, layout, answerForm(question).parse(sent));
          const share = scoreAnswer(question, values, answer)?.share ?? NaN;
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
          const elsewhere = layoutOf(question, other);
          const again = toIds(question, elsewhere, toLabels(question, elsewhere, answer));
          expect(scoreAnswer(question, values, again)?.share).toBe(share);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe.each(questions)('before answers are shown: %s', (_, question) => {
  it.each(['en', 'zh-CN'] as const)('%s has everything to answer with and nothing of the key', (locale) => {
    const layout = layoutOf(question, 7);
    const values = drawnValues(question, 7);
    const view = present(question, { layout, values, locale });
    expect(studentQuestionSchema.parse(view)).toEqual(view);
    const text = JSON.stringify(view);
    expect(text).not.toMatch(
      /"(correct|feedback|misconception|explanation|accept|answer|match|rubric|example)"/,
    );
    const hidden = textsOf(question).filter(({ path }) =>
      path.some((key) => ['explanation', 'feedback', 'rubric', 'example'].includes(String(key))),
    );
    expect(hidden.length).toBeGreaterThan(0);
    for (const { text: secret } of hidden)
      expect(text).not.toContain(JSON.stringify(secret[locale]).slice(1, -1));
    const hints = question.hints.map((hint) => JSON.stringify(hint.text[locale]).slice(1, -1));
    for (const hint of hints) expect(text).not.toContain(hint);
  });
});
