import { sampleOf, samples } from '../../test/support/question-files.js';
import { idOf, labelsOf, layoutOf } from './layout.js';
import { drawnValues, filled } from './parameters.js';
import { scoreAnswer } from './score.js';

/** Every attempt has its own order, and always the same one. */

it('is reproducible, and differs between attempts', () => {
  for (const question of samples()) expect([...layoutOf(question, 12)]).toEqual([...layoutOf(question, 12)]);
  const orders = new Set(
    Array.from({ length: 50 }, (_, seed) =>
      layoutOf(sampleOf('single-choice'), seed).get('options')?.ids.join(),
    ),
  );
  expect(orders.size).toBe(6);
});

it('every option comes to every place about as often', () => {
  const first = { a: 0, b: 0, c: 0 };
  for (let seed = 0; seed < 600; seed += 1) {
    const id = idOf(layoutOf(sampleOf('single-choice'), seed), 'options', 'A') as keyof typeof first;
    first[id] += 1;
  }
  for (const times of Object.values(first)) expect(Math.abs(times - 200)).toBeLessThan(60);
});

it('two questions of one attempt are not shuffled alike', () => {
  const one = sampleOf('single-choice');
  const other = { ...one, slug: 'other' };
  const differ = Array.from({ length: 30 }, (_, seed) => seed).filter(
    (seed) =>
      layoutOf(one, seed).get('options')?.ids.join() !== layoutOf(other, seed).get('options')?.ids.join(),
  );
  expect(differ.length).toBeGreaterThan(10);
});

it('columns stand as written, fields and blanks in the order of the text', () => {
  expect(layoutOf(sampleOf('classification'), 3).get('columns')?.ids).toEqual(['blocked', 'told']);
  expect(labelsOf(layoutOf(sampleOf('cloze'), 3), 'blanks')).toEqual(['1', '2']);
});

it('what an ordering shows earns nothing as it stands', () => {
  const question = sampleOf('ordering');
  for (let seed = 0; seed < 100; seed += 1) {
    const order = layoutOf(question, seed).get('items')?.ids ?? [];
    expect(scoreAnswer(question, {}, { order })?.share).toBe(0);
  }
});

it('parameters are drawn for the attempt, and stand in texts', () => {
  const question = sampleOf('numeric');
  const drawn = new Set(Array.from({ length: 40 }, (_, seed) => JSON.stringify(drawnValues(question, seed))));
  expect(drawn.size).toBe(4);
  expect(filled('every {{p}} ms: {{floor(T / p)}} of {{ T }}', { p: 20, T: 300 })).toBe(
    'every 20 ms: 15 of 300',
  );
  expect(filled('a {{p}} stays', {})).toBe('a {{p}} stays');
});
