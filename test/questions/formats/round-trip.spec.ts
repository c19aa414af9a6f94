import { join } from 'node:path';
import fc from 'fast-check';
import { cloneRoot } from '../../../src/cli/clone.js';
import type { Locale } from '../../../src/lab/bilingual.js';
import { apart } from '../../../src/questions/formats/apart.js';
import type { Loss } from '../../../src/questions/formats/format.js';
import { formats } from '../../../src/questions/formats/formats.js';
import { settled } from '../../../src/questions/formats/settle.js';
import { loadQuestionBank } from '../../../src/questions/load-questions.js';
import type { Question } from '../../../src/questions/question.js';
import { samples } from '../../support/question-files.js';

/**
 * Out and in again, for every question there is: what comes back is the question, except for what the report of
 * losses names; and what the report names is really gone. Compared leaf by leaf, by a comparison of this test's own.
 */

const bank = await loadQuestionBank(join(cloneRoot, 'seed'));
const all: Question[] = [...samples(), ...bank.questions];

/** Every leaf with its place, positions left out of the name but not out of the comparison. */
function leaves(value: unknown, place = '', field = ''): Map<string, { field: string; value: unknown }> {
  const found = new Map<string, { field: string; value: unknown }>();
  if (typeof value !== 'object' || value === null) {
    // What stands for nothing: a default that a draft need not write.
    // Space at the end of a text is how a file of YAML ends it.
    if (value !== undefined && value !== false)
      found.set(place, { field, value: typeof value === 'string' ? value.trimEnd() : value });
    return found;
  }
  for (const [key, each] of Object.entries(value)) {
    const at = Array.isArray(value) ? `${field}[]` : field === '' ? key : `${field}.${key}`;
    for (const [where, leaf] of leaves(each, `${place}/${key}`, at)) found.set(where, leaf);
  }
  return found;
}

function changedFields(before: unknown, after: unknown): string[] {
  const [old, now] = [leaves(before), leaves(after)];
  const places = [...new Set([...old.keys(), ...now.keys()])];
  return places
    .filter((place) => !Object.is(old.get(place)?.value, now.get(place)?.value))
    .map((place) => (old.get(place) ?? now.get(place))?.field ?? '');
}

/** Whether the report speaks of this field: it names it, what it is in, or its language. */
const covers = (lost: string, field: string) =>
  field === lost ||
  field.startsWith(`${lost}.`) ||
  field.startsWith(`${lost}[`) ||
  field.endsWith(`.${lost}`);

function compared(before: unknown, after: unknown, losses: readonly Loss[]) {
  const changed = changedFields(before, after);
  const named = losses.flatMap(({ fields }) => fields);
  return {
    silent: [...new Set(changed.filter((field) => !named.some((lost) => covers(lost, field))))],
    invented: named.filter((lost) => !changed.some((field) => covers(lost, field))),
  };
}

const nothingHidden = { silent: [], invented: [] };

it('the comparison sees a change that no report names, and a report of a change that is none', () => {
  const [question] = all;
  const changed = { ...question, minutes: 59 };
  expect(compared(question, changed, [])).toEqual({ silent: ['minutes'], invented: [] });
  const why = { en: 'x', 'zh-CN': 'x' };
  expect(compared(question, question, [{ fields: ['minutes'], why }])).toEqual({
    silent: [],
    invented: ['minutes'],
  });
  expect(compared(question, changed, [{ fields: ['minutes'], why }])).toEqual(nothingHidden);
});

describe('yaml', () => {
  it('brings every question back exactly', () => {
    const { content, reports } = formats.yaml.write(all, null);
    const { arrivals, refusals } = formats.yaml.read!(String(content), 'en');
    expect(refusals).toEqual([]);
    const bankOnly = arrivals.slice(-bank.questions.length).map(({ draft }) => draft);
    expect(bankOnly).toEqual(bank.questions);
    expect(reports.every(({ losses }) => losses.length === 0)).toBe(true);
  });

  it.each(['en', 'zh-CN'] as const)('in %s alone loses the other language, and says so', (locale) => {
    for (const question of all) {
      const { content, reports } = formats.yaml.write([question], locale);
      const [arrival] = formats.yaml.read!(String(content), locale).arrivals;
      expect(compared(question, arrival?.draft, reports[0]!.losses)).toEqual(nothingHidden);
    }
  });
});

const names = ['gift', 'moodle-xml', 'text'] as const;
const cases = names.flatMap((name) =>
  (['en', 'zh-CN'] as const).flatMap((locale) =>
    all.map((question): [string, Locale, string, Question] => [name, locale, question.slug, question]),
  ),
);

describe.each(cases)('%s %s %s', (name, locale, _, question) => {
  const { write, read } = formats[name as (typeof names)[number]];
  const { content, reports } = write([question], locale);
  const { arrivals, refusals } = read!(String(content), locale);
  const losses = reports[0]!.losses;

  it('comes back, but for what the report names', () => {
    expect(refusals).toEqual([]);
    const left = losses.some(({ fields }) => fields.includes('*'));
    if (left) {
      // All of it, or none: a question that is said to be left out must not be there.
      expect(arrivals).toEqual([]);
      return;
    }
    const parts = apart(settled(question))
      .filter(({ part }) => !losses.some(({ fields }) => fields.includes(`parts[${part}]`)))
      .map((whole) => whole.question);
    expect(arrivals).toHaveLength(parts.length);
    for (const [index, arrival] of arrivals.entries()) {
      const lost = [...losses, ...arrival.losses];
      if (question.type === 'trace-reading') {
        // Of a question taken apart the report tells all parts together.
        expect(compared(parts[index], arrival.draft, lost).silent).toEqual([]);
      } else expect(compared(question, arrival.draft, lost)).toEqual(nothingHidden);
    }
  });
});

/** Whatever stands in a text must not be taken for structure: pieces of every format’s own grammar, and code. */
const fragments = [
  'plain words',
  '就绪了',
  '~=#{}:\\',
  'a -> b',
  '->',
  '%50%',
  '[html]',
  '[tag:x]',
  '//',
  '$CATEGORY: x',
  '####',
  '::',
  '\\n',
  '"%d\\n"',
  '\n',
  '\n\n',
  ' ',
  '  ',
  '\n1. one\n2. two',
  '\n2. two',
  '\n3、三',
  '\nA. first\nB. second',
  ' B. inside',
  '（A）',
  '（ ）',
  '\n答案：B',
  '\nAnswer: C',
  '【解析】',
  '\n一、单选题\n',
  '（判断题）',
  '\n(1) row',
  '/',
  '或',
  '；',
  '{1:SHORTANSWER:=x}',
  '{T}',
  ']]>',
  '<![CDATA[',
  '<b>',
  '&lt;',
  '&amp;',
  '&#65;',
  '<img src="x">',
  '\n```c\nint a = 1; // 2. {x}\n```\n',
  '---',
  '\n\n---\n\n',
  '。答案：对',
  ' 解析：因为',
  '（答案）：x',
  '- item',
  '&&092;',
  '____',
  '\n\nSources:\n\nnone',
];

const nasty = fc
  .array(fc.constantFrom(...fragments), { minLength: 1, maxLength: 4 })
  .map((pieces) => pieces.join(''));

/** The question with something after, or instead of, each of its texts; blanks of a cloze stay. */
function spoiled<T>(value: T, next: () => string): T {
  if (Array.isArray(value)) return value.map((each) => spoiled(each, next)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      if (name === 'sources') return [name, each];
      if (typeof each === 'string' && (name === 'en' || name === 'zh-CN')) return [name, each + next()];
      return [name, spoiled(each, next)];
    }),
  ) as T;
}

const spoilable = [...samples(), ...bank.questions.filter((_, index) => index % 10 === 0)].filter(
  // Arithmetic between {{ and }} is checked where parameters are.
  (question) => Object.keys(question.parameters).length === 0 && question.type !== 'trace-reading',
);

it.each(
  names.flatMap((name) =>
    spoilable.map((question): [string, string, Question] => [name, question.slug, question]),
  ),
)('%s %s: texts full of the format’s own grammar come back, or their report says so', (name, _, question) => {
  const { write, read } = formats[name as (typeof names)[number]];
  fc.assert(
    fc.property(
      fc.array(nasty, { minLength: 8, maxLength: 8 }),
      fc.constantFrom('en', 'zh-CN'),
      (texts, locale) => {
        let at = 0;
        const hard = spoiled(question, () => texts[at++ % texts.length] ?? '');
        const { content, reports } = write([hard], locale as Locale);
        const losses = reports[0]!.losses;
        const { arrivals, refusals } = read!(String(content), locale as Locale);
        if (losses.some(({ fields }) => fields.includes('*'))) expect(arrivals).toEqual([]);
        else {
          expect({ refusals, count: arrivals.length }).toEqual({ refusals: [], count: 1 });
          expect(compared(hard, arrivals[0]?.draft, losses).silent).toEqual([]);
        }
      },
    ),
    { numRuns: 60 },
  );
});
