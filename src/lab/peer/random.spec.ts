import { Random } from './random.js';

const draws = (random: Random) => [
  ...Array.from({ length: 8 }, () => random.uint32()),
  random.bytes(37).toString('hex'),
  random.word(),
  random.shuffled([1, 2, 3, 4, 5, 6, 7, 8]),
  random.between(-5, 5),
];

it('one seed gives one sequence, whatever is drawn', () => {
  expect(draws(new Random(1234))).toEqual(draws(new Random(1234)));
});

it('is the generator it says it is: these numbers must not change, recorded seeds stand for them', () => {
  const random = new Random(1);
  expect([random.uint32(), random.uint32(), random.uint32()]).toMatchInlineSnapshot(`
   [
     1950625580,
     354034397,
     661219729,
   ]
  `);
});

it('another seed, and another stream of the same seed, give another sequence', () => {
  const sequences = [
    new Random(1),
    new Random(2),
    new Random(1, 1),
    new Random(1, 2),
    new Random(0xffff_ffff),
  ].map((random) => JSON.stringify(draws(random)));
  expect(new Set(sequences).size).toBe(sequences.length);
});

it('numbers stay within their bounds and reach both ends', () => {
  const random = new Random(7);
  const seen = new Set(Array.from({ length: 2000 }, () => random.between(3, 9)));
  expect([...seen].sort((a, b) => a - b)).toEqual([3, 4, 5, 6, 7, 8, 9]);
  expect(random.between(4, 4)).toBe(4);
});

it('bytes have the length asked for and every value', () => {
  const random = new Random(3);
  expect([0, 1, 3, 4, 5].map((length) => random.bytes(length).length)).toEqual([0, 1, 3, 4, 5]);
  expect(new Set(random.bytes(10_000)).size).toBe(256);
});

it('of many bytes nobody who has not got the last knows them all', () => {
  const [tile, length] = [16_384, 50_000];
  const long = new Random(3).bytes(length);
  expect(long.length).toBe(length);
  expect(new Random(3).bytes(length).equals(long)).toBe(true);
  const ends = [tile, 2 * tile, 3 * tile, length].map((end) => long.toString('hex', end - 32, end));
  expect(new Set(ends).size).toBe(ends.length);
  expect(long.indexOf(long.subarray(length - 32))).toBe(length - 32);
});

it('a word is eight lower-case letters', () => {
  const random = new Random(5);
  for (let i = 0; i < 200; i += 1) expect(random.word()).toMatch(/^[a-z]{8}$/);
});

it('a shuffle keeps every item, changes no array, and puts each item everywhere in time', () => {
  const random = new Random(11);
  const items = [0, 1, 2, 3];
  const firsts = new Set<number | undefined>();
  for (let i = 0; i < 200; i += 1) {
    const shuffled = random.shuffled(items);
    expect(shuffled.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(items);
    firsts.add(shuffled[0]);
  }
  expect(items).toEqual([0, 1, 2, 3]);
  expect(firsts.size).toBe(4);
});

it('an order that defeats who takes things as they come, or backwards', () => {
  const random = new Random(7);
  const orders = Array.from({ length: 200 }, () => random.disordered(['a', 'b', 'c']).join(''));
  expect(new Set(orders)).toEqual(new Set(['acb', 'bac', 'bca', 'cab']));
  expect(random.disordered([1, 2])).toEqual([2, 1]);
  expect(random.disordered([1])).toEqual([1]);
});
