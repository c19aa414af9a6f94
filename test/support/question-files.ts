import { parseQuestion } from '../../src/questions/load-questions.js';
import type { Question } from '../../src/questions/question.js';

/** Questions of a test’s own, from YAML as authors write it. */

export const vocabulary = {
  misconceptions: new Set(['believes-x', 'believes-y']),
  topics: new Set(['levels']),
  headings: new Set(['nodejs']),
};

export const questionHead = (type: string) => `
slug: sample
version: 1
type: ${type}
title: { en: Sample, zh-CN: 样题 }
level: recall
minutes: 1
lecture: nodejs
covers: [levels]
sources: [{ title: recv(2) }]
prompt: { en: The question, zh-CN: 题目 }
explanation: { en: EXPLAINED, zh-CN: 解释 }
`;

const option = (id: string, correct: boolean) =>
  `  - { id: ${id}, text: { en: Option ${id}, zh-CN: 选项 ${id} }, correct: ${correct}, feedback: { en: F${id}, zh-CN: 反馈 }${correct ? '' : ', misconception: believes-x'} }`;

/** The body of a sample of each type, to stand after `questionHead`. */
export const bodies = {
  'single-choice': `
options:
${option('a', false)}
${option('b', true)}
${option('c', false)}
`,
  'multiple-choice': `
options:
${option('a', true)}
${option('b', true)}
${option('c', false)}
${option('d', false)}
`,
  'true-false': `
correct: false
feedback: { en: Fvalue, zh-CN: 反馈 }
misconception: believes-y
reasons:
${option('a', true)}
${option('b', false)}
`,
  numeric: `
parameters: { p: [10, 20], T: [200, 300] }
fields:
  - { id: wakes, label: { en: Wakes, zh-CN: 次数 }, answer: floor(T / p), tolerance: 1, wrong: [{ answer: T, feedback: { en: FT, zh-CN: 反馈 }, misconception: believes-x }] }
  - { id: told, label: { en: Told, zh-CN: 被通知 }, answer: 0 }
`,
  'short-text': `
accept: [EAGAIN, EWOULDBLOCK]
wrong: [{ accept: [EINTR], feedback: { en: FEINTR, zh-CN: 反馈 }, misconception: believes-y }]
`,
  cloze: `
text: { en: 'A {{first}} and a {{second}}.', zh-CN: '先 {{first}} 再 {{second}}。' }
blanks:
  - { id: first, accept: [ready, 就绪] }
  - id: second
    options:
    ${option('a', true)}
    ${option('b', false)}
`,
  ordering: `
items:
  - { id: a, text: { en: A, zh-CN: 甲 } }
  - { id: b, text: { en: B, zh-CN: 乙 } }
  - { id: c, text: { en: C, zh-CN: 丙 } }
  - { id: d, text: { en: D, zh-CN: 丁 } }
order: [[a, b, d], [a, c, d]]
traps: [{ first: d, second: b, feedback: { en: Ftrap, zh-CN: 反馈 }, misconception: believes-x }]
`,
  matching: `
left:
  - { id: a, text: { en: A, zh-CN: 甲 }, match: x, feedback: { en: Fa, zh-CN: 反馈 } }
  - { id: b, text: { en: B, zh-CN: 乙 }, match: y, wrong: [{ match: x, feedback: { en: Fbx, zh-CN: 反馈 }, misconception: believes-y }] }
right:
  - { id: x, text: { en: X, zh-CN: 子 } }
  - { id: y, text: { en: Y, zh-CN: 丑 } }
  - { id: z, text: { en: Z, zh-CN: 寅 }, misconception: believes-x }
`,
  classification: `
columns:
  - { id: blocked, text: { en: blocked, zh-CN: 阻塞 } }
  - { id: told, text: { en: told, zh-CN: 被通知 } }
rows:
  - { id: a, text: { en: '\`recv\`', zh-CN: '\`recv\`' }, column: blocked, feedback: { en: Fa, zh-CN: 反馈 } }
  - { id: b, text: { en: '\`on\`', zh-CN: '\`on\`' }, column: told, feedback: { en: Fb, zh-CN: 反馈 }, wrong: [{ column: blocked, feedback: { en: Fbb, zh-CN: 反馈 }, misconception: believes-x }] }
`,
  'trace-reading': `
source: { en: Recorded, zh-CN: 实录 }
traces: [{ id: A, text: 'recvfrom(3, "x", 1, 0) = 1' }]
parts:
  - id: one
    type: single-choice
    weight: 3
    prompt: { en: Which?, zh-CN: 哪个？ }
    options:
    ${option('a', true)}
    ${option('b', false)}
  - { id: two, type: numeric, prompt: { en: How many?, zh-CN: 几次？ }, fields: [{ id: n, answer: 1 }] }
`.replace('id: A,', 'id: a,'),
  open: `
limit: { words: 120, characters: 200 }
rubric: [{ id: level, text: { en: RUBRIC, zh-CN: 标准 }, points: 2 }, { id: waiting, text: { en: RUBRIC2, zh-CN: 标准 }, points: 2 }]
example: { en: EXAMPLE, zh-CN: 范例 }
`,
} as const;

export function sampleOf<Type extends keyof typeof bodies>(type: Type): Extract<Question, { type: Type }> {
  return parseQuestion('sample.yaml', questionHead(type) + bodies[type], vocabulary) as Extract<
    Question,
    { type: Type }
  >;
}

export const samples = (): Question[] => (Object.keys(bodies) as (keyof typeof bodies)[]).map(sampleOf);
