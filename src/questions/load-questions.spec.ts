import { bodies, questionHead, samples, vocabulary } from '../../test/support/question-files.js';
import { AuthoringError } from '../lab/authored/authoring-error.js';
import { parseQuestion } from './load-questions.js';

/** What an author is told: where it is wrong, and what to do. */

function problemsOf(text: string, file = 'sample.yaml'): string {
  try {
    parseQuestion(file, text, vocabulary);
  } catch (error) {
    if (error instanceof AuthoringError) return error.message;
    throw error;
  }
  return 'none';
}

const sample = (type: keyof typeof bodies, from: string | RegExp = '', to = '') => {
  const text = questionHead(type) + bodies[type];
  if (from !== '' && text.replace(from, to) === text) throw new Error('The sample has no such text');
  return text.replace(from, to);
};

it('has a sample of every type, and every one is in order', () => {
  expect(samples().map(({ type }) => type)).toHaveLength(11);
});

it.each([
  ['another file name', sample('open'), 'name the file sample.yaml', 'other.yaml'],
  ['an unknown type', sample('open', 'type: open', 'type: essay'), 'type'],
  ['a translation missing', sample('open', ', zh-CN: 样题', ''), 'title.zh-CN: is missing'],
  ['no translation', sample('open', 'zh-CN: 题目', 'zh-CN: What is this thing here'), 'has no Chinese in it'],
  ['Chinese in English', sample('open', 'en: The question', 'en: 题目是什么'), 'has Chinese in it'],
  [
    'an unknown heading',
    sample('open', 'lecture: nodejs', 'lecture: deno'),
    '`deno` is no heading of topics.yaml',
  ],
  ['an unknown topic', sample('open', '[levels]', '[levelz]'), '`levelz` is no topic of topics.yaml'],
  [
    'an unknown misconception',
    sample('single-choice', 'believes-x', 'believes-z'),
    '`believes-z` is no misconception',
  ],
  [
    'a distractor without one',
    sample('single-choice', ', misconception: believes-x', ''),
    'names no misconception',
  ],
  ['two right options', sample('single-choice', /correct: false/, 'correct: true'), 'exactly one must be'],
  ['no right option', sample('multiple-choice', /correct: true/g, 'correct: false'), 'at least one must be'],
  ['an option twice', sample('single-choice', 'id: c,', 'id: a,'), 'there is already one called `a`'],
  ['a number without a label', sample('numeric', ', label: { en: Told, zh-CN: 被通知 }', ''), 'has no label'],
  [
    'an unknown parameter',
    sample('numeric', 'floor(T / p)', 'floor(T / q)'),
    '`q` is no parameter of this question',
  ],
  ['a division by nothing', sample('numeric', 'floor(T / p)', 'T / (p - p)'), 'has no finite value'],
  [
    'a function of its own',
    sample('numeric', 'floor(T / p)', 'constructor(T)'),
    '`constructor` is no function here',
  ],
  ['a program as a key', sample('numeric', 'floor(T / p)', 'T.toString()'), 'key cannot be worked out'],
  [
    'a parameter in a text',
    sample('numeric', 'en: The question', "en: 'Every {{q}} ms'"),
    '`q` is no parameter',
  ],
  ['a blank without a place', sample('cloze', '先 {{first}} 再', '先再'), 'has the blank {{first}} 0 times'],
  ['a circle', sample('ordering', '[a, c, d]', '[d, c, a]'), 'goes round in a circle'],
  [
    'a trap that is none',
    sample('ordering', 'first: d, second: b', 'first: b, second: c'),
    'is no wrong order here',
  ],
  ['an unknown step', sample('ordering', '[a, c, d]', '[a, x, d]'), 'there is no item `x`'],
  ['a match that is none', sample('matching', 'match: x,', 'match: q,'), 'there is no right item `q`'],
  [
    'a left-over without a belief',
    sample('matching', ', misconception: believes-x }\n', ' }\n'),
    'is left over',
  ],
  [
    'a column that is none',
    sample('classification', 'column: told', 'column: tolt'),
    'there is no column `tolt`',
  ],
  ['a code block not closed', sample('open', 'en: The question', 'en: "```\\nx"'), 'one is not closed'],
  ['a part in a part', sample('trace-reading', 'type: numeric', 'type: open'), 'parts[1]'],
] as [string, string, string, string?][])('%s', (_, text, message, file = 'sample.yaml') => {
  expect(problemsOf(text, file)).toContain(message);
});

it('a circle of aliases, a bomb and a tower are refused before anything unfolds', () => {
  expect(problemsOf(`${questionHead('open')}limit: &a { words: *a }`)).toMatch(/inside its own anchor/);
  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x,x]',
    ...['b', 'c', 'd', 'e', 'f'].map((name, index) => {
      const before = String.fromCodePoint(97 + index);
      return `${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(',')}]`;
    }),
  ].join('\n');
  expect(problemsOf(bomb)).toMatch(/unfolds to more than/);
  expect(problemsOf(`a: ${'['.repeat(60)}${']'.repeat(60)}`)).toMatch(/levels deep/);
});

it('names the line', () => {
  expect(problemsOf(sample('open', 'level: recall', 'level: hard'))).toMatch(/^sample\.yaml:6:\d+: level: /);
});
