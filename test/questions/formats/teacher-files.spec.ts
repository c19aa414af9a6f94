import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Arrival, Arrived } from '../../../src/questions/formats/format.js';
import { formats } from '../../../src/questions/formats/formats.js';
import { languageOf } from '../../../src/questions/formats/language.js';

/** Files as teachers have them: messy, with other people’s habits, and with things that cannot be taken over. */

function read(format: 'gift' | 'moodle-xml' | 'text', name: string): Arrived {
  const text = readFileSync(join(import.meta.dirname, 'files', name), 'utf8');
  return formats[format].read!(text, languageOf(text));
}

const titled = ({ arrivals }: Arrived, title: string): Arrival => {
  const found = arrivals.find(({ draft }) => JSON.stringify(draft['title'] ?? '').includes(`"${title}"`));
  if (!found) throw new Error(`There is no “${title}”`);
  return found;
};
const lost = ({ losses }: Arrival) => losses.flatMap(({ fields }) => fields);

describe('a file of GIFT', () => {
  const arrived = read('gift', 'teacher.gift');
  const at = (title: string) => titled(arrived, title);

  it('single choice: feedback, tags, id, category, weights', () => {
    const arrival = at('What EAGAIN says');
    expect(arrival.place.en).toBe('line 4');
    expect(arrival.draft).toMatchObject({
      slug: 'eagain-meaning',
      type: 'single-choice',
      level: 'recall',
      prompt: { en: '`recv` on a *non-blocking* socket returns \\-1 with EAGAIN. What does it say?' },
      options: [
        { id: 'a', correct: true, feedback: { en: 'Right, it is not an error of the connection.' } },
        { id: 'b', correct: false, text: { en: 'The connection is broken.' } },
        { id: 'c', correct: false },
      ],
      explanation: { en: 'See recv(2).' },
    });
    expect(lost(arrival)).toEqual(['tag networks', 'category $course$/Networks/Week 5', 'weights']);
  });

  it('multiple choice with weights and HTML', () => {
    const { draft } = at('Which block');
    expect(draft).toMatchObject({
      slug: 'which-block',
      type: 'multiple-choice',
      prompt: { en: 'Which of these calls may **block** on a socket in blocking mode?\n\nChoose all.' },
    });
    const options = draft['options'] as { text: { en: string }; correct: boolean }[];
    expect(options.map(({ text, correct }) => [text.en, correct])).toEqual([
      ['`recv(fd, buf, 64, 0)`', true],
      ['`accept(fd, NULL, NULL)`', true],
      ['`getpid()`', false],
      ['`fcntl(fd, F_GETFL)`', false],
    ]);
  });

  it('true or false: the first feedback is for whoever is wrong', () => {
    const arrival = at('Polling');
    expect(arrival.draft).toMatchObject({ correct: false, feedback: { en: 'It asks; nobody tells it.' } });
    expect(lost(arrival)).toContain('feedback to a right answer');
  });

  it('short answers, and wrong ones with feedback', () => {
    const arrival = at('errno');
    expect(arrival.draft).toMatchObject({
      type: 'short-text',
      accept: ['EAGAIN', 'EWOULDBLOCK'],
      wrong: [
        { accept: ['EINTR'], feedback: { en: 'A signal interrupted it.' } },
        { accept: ['errno 11'], feedback: { en: 'The number, on Linux.' } },
      ],
    });
    expect(lost(arrival)).toEqual(expect.arrayContaining(['weights', 'feedback to any other answer']));
  });

  it('numbers, with tolerance, and as a range', () => {
    expect(at('超时次数').draft).toMatchObject({
      fields: [{ answer: 5, tolerance: 0, wrong: [{ answer: 4, feedback: { en: '差一点' } }] }],
    });
    expect(lost(at('超时次数'))).toEqual(
      expect.arrayContaining(['weights', 'fields[].wrong[].tolerance', 'feedback to any other answer']),
    );
    expect(at('Range').draft).toMatchObject({ fields: [{ answer: 2, tolerance: 0.5 }] });
  });

  it('pairs, with one left over', () => {
    expect(at('Pairs').draft).toMatchObject({
      left: [{ text: { en: 'recv' } }, { match: 'b' }, { text: { en: 'connect = SYN' }, match: 'c' }],
      right: [{}, {}, { text: { en: 'the peer: its answer' } }, { id: 'd', text: { en: 'a timer' } }],
    });
  });

  it('a missing word, an essay, escapes', () => {
    expect(at('Missing word').draft).toMatchObject({
      type: 'single-choice',
      prompt: { en: 'The call _____ sleeps for many sockets at once.' },
    });
    expect(at('Explain').draft).toMatchObject({ type: 'open' });
    const escapes = at('Escapes').draft;
    expect(escapes['prompt']).toEqual({
      en: 'In C: `if (n == \\-1 && errno == EAGAIN) { return; }`\nWhat happens on EAGAIN?',
    });
    expect(escapes['options']).toMatchObject([{}, { text: { en: 'It sleeps~ish.' } }]);
  });

  it('what cannot be taken in is named with its line, and takes nothing else with it', () => {
    expect(arrived.arrivals).toHaveLength(10);
    expect(arrived.refusals.map(({ place, why }) => [place.en, why.en.slice(0, 40)])).toEqual([
      ['line 52', 'is a text without a question; there are '],
      ['line 54', expect.stringMatching(/^is no GIFT, from line \d+ on/)],
      ['line 58', 'has something embedded, <img>: Doorbell’'],
    ]);
  });
});

describe('a file of Moodle XML', () => {
  const arrived = read('moodle-xml', 'teacher.xml');
  const at = (title: string) => titled(arrived, title);
  const [locale] = [Object.keys(at('errno').draft['title'] as object)[0]!];
  const said = (text: string) => ({ [locale]: text });

  it('single choice: HTML in CDATA, code, link, hint with Moodle’s penalty', () => {
    const arrival = at('非阻塞的 recv');
    expect(arrival.draft).toMatchObject({
      type: 'single-choice',
      level: 'recall',
      prompt: said(
        '非阻塞套接字上**没有数据**时，`recv(fd, buf, 64, 0)` 会怎样？\n\n```\nint n = recv(fd, buf, 64, 0);\nif (n < 0) perror("recv");\n```',
      ),
      explanation: said('见 [recv(2)](https://man7.org/linux/man-pages/man2/recv.2.html)。'),
      hints: [{ text: said('想一想 O_NONBLOCK。'), price: 0.3333333 }],
      options: [
        { text: said('睡到有数据'), correct: false, feedback: said('那是阻塞模式。') },
        { text: said('返回 −1，`errno` 为 EAGAIN'), correct: true },
        { correct: false },
      ],
    });
    expect(arrival.draft.slug).toMatch(/^imported-[0-9a-f]{10}$/);
    expect(lost(arrival)).toEqual(
      expect.arrayContaining([
        'tag 期中复习',
        'category $course$/top/网络编程/第五周',
        'fraction',
        'correctfeedback',
      ]),
    );
  });

  it('several answers; escaped HTML; a table laid flat is told', () => {
    const arrival = at('Which may block');
    expect(arrival.draft).toMatchObject({
      slug: 'which-may-block',
      type: 'multiple-choice',
      options: [{ correct: true }, { correct: true }, { correct: false }],
    });
    expect(JSON.stringify(arrival.draft['prompt'])).toContain('Which of these may block? & why?');
    expect(lost(arrival)).toContain('prompt');
  });

  it('true/false, short answer, number, matching, essay', () => {
    expect(at('Polling is asynchronous').draft).toMatchObject({
      type: 'true-false',
      correct: false,
      feedback: said('The timer knows nothing of the message.'),
    });
    expect(at('errno').draft).toMatchObject({
      accept: ['EAGAIN', 'EWOULDBLOCK'],
      wrong: [{ accept: ['EINTR'], feedback: said('That is a signal.') }],
    });
    expect(at('How often').draft).toMatchObject({
      fields: [{ answer: 5, tolerance: 0.5, unit: said('times'), wrong: [{ answer: 4 }] }],
    });
    expect(lost(at('How often'))).toContain('units');
    expect(at('Calls').draft).toMatchObject({
      left: [{ text: said('`recv`'), match: 'a' }, { match: 'b' }],
      right: [{}, {}, { text: said('a timer') }],
    });
    expect(at('Explain').draft).toMatchObject({
      type: 'open',
      limit: { words: 120 },
      rubric: [{ points: 4, text: said('Two points for each word.') }],
    });
  });

  it('cloze: typed and chosen blanks, numbers, words to be dragged', () => {
    expect(at('Fill in').draft).toMatchObject({
      type: 'cloze',
      text: said('A non-blocking recv returns {{a}} and errno is {{b}}.'),
      blanks: [
        { accept: ['-1'], wrong: [{ accept: ['0'], feedback: said('Then the peer has closed.') }] },
        { options: [{ correct: true }, { feedback: said('Broken } not.') }, { correct: false }] },
      ],
    });
    expect(at('Two numbers').draft).toMatchObject({
      type: 'numeric',
      prompt: said('Every 200 ms, for one second:'),
      fields: [
        { label: said('Calls'), answer: 5, wrong: [{ answer: 4 }] },
        { label: said('Longest delay'), unit: said('ms'), answer: 200, tolerance: 1 },
      ],
    });
    expect(at('Drag').draft).toMatchObject({
      text: said('First {{a}}, then {{b}}.'),
      blanks: [
        { options: [{ correct: false }, { correct: true }, { correct: false }] },
        { options: [{ correct: true }, { correct: false }, { correct: false }] },
      ],
    });
  });

  it('an ordering, whose places older Moodles keep in the fraction', () => {
    const { draft } = at('Order');
    expect((draft['items'] as { text: object }[]).map(({ text }) => text)).toEqual([
      said('socket'),
      said('bind'),
      said('listen'),
    ]);
  });

  it('descriptions, pictures and unknown types are refused by name', () => {
    expect(arrived.refusals.map(({ place, why }) => [place.en, why['zh-CN']])).toEqual([
      ['question 12 “Read this first”', expect.stringContaining('描述')],
      ['question 13 “状态图”', expect.stringContaining('states.png')],
      ['question 14 “Markers”', expect.stringContaining('ddmarker')],
    ]);
    expect(arrived.arrivals).toHaveLength(11);
  });
});

describe('a paper in Chinese, copied out of a document', () => {
  const arrived = read('text', 'paper.txt');
  const byLine = (line: number) => arrived.arrivals.find(({ place }) => place.en === `line ${line}`)!;
  const right = ({ draft }: Arrival) =>
    (draft['options'] as { id: string; correct: boolean }[]).flatMap(({ id, correct }) =>
      correct ? [id] : [],
    );

  it('options with full-width marks, an explanation of several lines, and what is not taken over', () => {
    const arrival = byLine(5);
    expect(right(arrival)).toEqual(['b']);
    expect(arrival.draft).toMatchObject({
      type: 'single-choice',
      prompt: { 'zh-CN': '在非阻塞套接字上调用 recv，没有数据时会（　　）' },
      explanation: { 'zh-CN': '非阻塞只改变一件事：没有数据时不等。\n返回 0 表示对端关闭了连接。' },
    });
    expect(lost(arrival)).toEqual(['难度: 中']);
  });

  it('an answer in the stem, options in one line, code that looks like questions and options', () => {
    const second = byLine(15);
    expect([right(second), (second.draft['options'] as unknown[]).length]).toEqual([['c'], 3]);
    expect(second.draft['prompt']).toEqual({ 'zh-CN': 'epoll_wait 返回，说明（ ）。' });
    const third = byLine(19);
    expect(right(third)).toEqual(['b']);
    expect(third.draft['options']).toHaveLength(2);
    expect(JSON.stringify(third.draft['prompt'])).toContain('A. 这不是选项');
  });

  it('several right ones, with letters in whatever way', () => {
    expect(byLine(30).draft['type']).toBe('multiple-choice');
    expect(right(byLine(30))).toEqual(['a', 'b']);
    expect(right(byLine(35))).toEqual(['a', 'c', 'd']);
  });

  it('true or false in three spellings; a list in an explanation begins no question', () => {
    expect([39, 40, 41].map((line) => byLine(line).draft['correct'])).toEqual([false, true, true]);
    expect(byLine(40).draft['prompt']).toEqual({ 'zh-CN': '阻塞的线程不占用 CPU。' });
    expect(byLine(41).draft['explanation']).toEqual({
      'zh-CN': '1. 一次等多个描述符。\n2. 返回后还要自己去读。',
    });
  });

  it('blanks, each with its spellings; a number with tolerance and unit; words with a rubric', () => {
    expect(byLine(47).draft).toMatchObject({
      type: 'cloze',
      text: { 'zh-CN': '非阻塞的 recv 没有数据时返回{{a}}，errno 为{{b}}。' },
      blanks: [{ accept: ['-1'] }, { accept: ['EAGAIN', 'EWOULDBLOCK'] }],
    });
    expect(byLine(49).draft).toMatchObject({ blanks: [{ accept: ['epoll_wait', 'poll'] }] });
    expect(byLine(53).draft).toMatchObject({
      type: 'numeric',
      fields: [{ answer: 5, tolerance: 1, unit: { 'zh-CN': '次' } }],
    });
    expect(byLine(57).draft).toMatchObject({
      type: 'open',
      example: { 'zh-CN': '就绪：可以去读了。\n\n完成：数据已经在缓冲区里。' },
      rubric: [{ text: { 'zh-CN': '两点各 2 分' } }],
    });
    expect(byLine(63).draft).toMatchObject({ type: 'open', prompt: { 'zh-CN': '没有写答案的题' } });
  });

  it('answers that do not fit are refused with their line', () => {
    expect(arrived.arrivals).toHaveLength(13);
    expect(arrived.refusals.map(({ place, why }) => [place['zh-CN'], why['zh-CN']])).toEqual([
      ['第 66 行', '答案为 C，却没有这个选项'],
      ['第 70 行', '标为单选题，却有多个答案：A、B'],
    ]);
  });
});
