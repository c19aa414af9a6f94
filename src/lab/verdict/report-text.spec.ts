import { reportSchema, type CheckResult, type Report } from './report.js';
import { renderReport } from './report-text.js';
import { columns, printableLine, printableLines, wrap } from './plain-text.js';

const both = (en: string, zh: string) => ({ en, 'zh-CN': zh });

const idle: CheckResult = {
  id: 'idle',
  title: both('Idle while waiting', '等待期间没有动静'),
  passed: false,
  points: 0,
  maxPoints: 3,
  observed: both('15 wake-ups while nothing had been sent', '没有任何数据发来，却醒了 15 次'),
  expected: both('no wake-up before something arrives', '数据到来之前不醒'),
  explanation: both(
    'Your timer woke the thread again and again to look. Give Node a callback with socket.on("data") and let the data wake it.',
    '你的定时器一次又一次把线程叫醒去查看。用 socket.on("data") 把回调交给 Node，让数据来叫醒它。',
  ),
  line: 12,
};

function report(changes: Partial<Report> = {}): Report {
  return reportSchema.parse({
    reportVersion: 1,
    exercise: 'unpoll',
    exerciseVersion: 2,
    status: 'graded',
    passed: false,
    score: 2,
    maxScore: 5,
    mechanism: 'timed-poll',
    dataPath: 'retry',
    toldOf: 'nothing',
    levels: null,
    checks: [
      {
        ...idle,
        id: 'told',
        title: both('Told', '得到通知'),
        passed: true,
        points: 2,
        maxPoints: 2,
        line: null,
      },
      idle,
    ],
    summary: both(
      'You looked every 50 ms instead of being told.',
      '你每 50 毫秒去看一次，而不是等着被通知。',
    ),
    diagnostics: [],
    output: { text: '', truncated: false },
    evidence: {
      rounds: 5,
      toldRounds: 5,
      asleepAndUntold: 2,
      ignoredArrivals: 0,
      quietWindows: 0,
      movingWindows: 3,
      wakeUpsInSilence: 15,
      cpuMsInSilence: 2.5,
      sleepingCall: null,
      sleepingOnLoop: null,
      threads: 7,
      processes: 1,
      starts: 1,
      notes: [],
    },
    timeline: [],
    runtime: { doorbell: '0.1.0', node: '26.10.0', kernel: '6.18', arch: 'x64' },
    seed: 4242,
    durations: { check: 30, start: 40, run: 1200, silence: 900, total: 1300 },
    ...changes,
  });
}

test('the first line says passed or not, the points and how it waited', () => {
  expect(renderReport(report(), 'en').split('\n')[0]).toBe(
    '✗ Not passed · 2 of 5 points · you kept asking again on a timer (timed-poll)',
  );
  expect(renderReport(report(), 'zh-CN').split('\n')[0]).toBe(
    '✗ 未通过 · 2 分（满分 5） · 你在用定时器反复询问（timed-poll，定时轮询）',
  );
  expect(renderReport(report({ passed: true, score: 5, mechanism: 'notified' }), 'en')).toMatch(
    /^✓ Passed · 5 of 5 points · you were told \(notified\)\n/,
  );
});

test('a failed check says what was seen, what was expected, why and where; a passed one only its title', () => {
  const lines = renderReport(report(), 'en').split('\n');
  expect(lines).toContain('✓ Told (2/2)');
  expect(lines).toContain('✗ Idle while waiting (0/3, line 12)');
  expect(lines).toContain('    seen:     15 wake-ups while nothing had been sent');
  expect(lines).toContain('    expected: no wake-up before something arrives');
  expect(lines.some((line) => line.includes('Your timer woke the thread'))).toBe(true);
  expect(lines.filter((line) => line.includes('15 wake-ups'))).toHaveLength(1);
});

test('a prediction stands after the summary, beside what came of it', () => {
  const text = both('You expected something else.', '你猜的不是这样。');
  const shown = (right: boolean | null, locale: 'en' | 'zh-CN') =>
    renderReport(report({ prediction: { guessed: 'notified', right, text } }), locale).split('\n\n')[2];
  expect(shown(false, 'en')).toBe(
    'Predicted: being told (notified), but it was not so\nYou expected something else.',
  );
  expect(shown(true, 'en')).toMatch(/, and so it was\n/);
  expect(shown(null, 'en')).toMatch(/; this run cannot say\n/);
  expect(shown(false, 'zh-CN')).toBe('预测：被通知（notified）——与实际不符\n你猜的不是这样。');
  expect(renderReport(report(), 'en')).not.toContain('Predicted');
});

test('the seed is told, so that the run can be repeated', () => {
  expect(renderReport(report(), 'en')).toContain('seed 4242');
  expect(renderReport(report(), 'zh-CN')).toContain('种子 4242');
});

test('what did not compile shows the compiler’s words with line and column, and no checks', () => {
  const text = renderReport(
    report({
      status: 'not-run',
      score: 0,
      mechanism: null,
      diagnostics: [{ line: 3, column: 14, code: 'TS2322', message: both('Type wrong.', '类型不对。') }],
    }),
    'en',
  );
  expect(text).toMatch(/^✗ Did not run · 0 of 5 points\n/);
  expect(text).toContain('  3:14  TS2322  Type wrong.');
  expect(text).not.toContain('Idle while waiting');
});

test('neither our failure nor an unclear run is put as a fail or with points', () => {
  for (const status of ['fault', 'inconclusive'] as const) {
    const first = renderReport(report({ status, mechanism: null }), 'en').split('\n')[0];
    expect(first).toContain('does not count');
    expect(first).not.toMatch(/points|[Pp]assed/);
  }
});

test('nothing the submission printed can control the terminal', () => {
  const nasty =
    '\u001b[2J\u001b]0;owned\u0007red\u001b[31m\u009b31m\u202egnp.exe\u0000\r\nsecond\u0008\u2028third';
  const text = renderReport(
    report({
      output: { text: nasty, truncated: true },
      diagnostics: [{ line: 1, column: 1, code: 'TS1', message: both(`bad ${nasty}`, nasty) }],
      checks: [{ ...idle, observed: both(nasty, nasty) }],
    }),
    'en',
  );
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  expect(text).toContain('  │ red31mgnp.exe\n  │ second\n  │ third\n');
  expect(text).toContain('(cut here');
});

test('no line is wider than 100 columns, Chinese counted double', () => {
  const long = both('word '.repeat(80), '这一句话很长，'.repeat(40));
  const wide = report({
    summary: long,
    checks: [{ ...idle, observed: long, expected: long, explanation: long, title: long }],
    diagnostics: [
      { line: 120, column: 33, code: 'TS2322', message: both('x'.repeat(400), '错'.repeat(300)) },
    ],
    output: { text: 'y'.repeat(500), truncated: false },
    levels: { code: long, library: long, kernel: long },
  });
  for (const locale of ['en', 'zh-CN'] as const) {
    const widths = renderReport(wide, locale).split('\n').map(columns);
    expect(Math.max(...widths)).toBeLessThanOrEqual(100);
    expect(Math.max(...widths)).toBeGreaterThan(90);
  }
});

test('a flood of output is cut to what a person reads', () => {
  const text = renderReport(report({ output: { text: 'line\n'.repeat(500), truncated: false } }), 'en');
  expect(text).toContain('… and 460 more');
  expect(text.split('\n').length).toBeLessThan(80);
});

test('colours only where asked for', () => {
  expect(renderReport(report(), 'en')).not.toContain('\u001b');
  expect(renderReport(report(), 'en', { colours: true })).toContain('\u001b[');
});

test('columns: combining marks take none, Chinese and emoji two', () => {
  expect(columns('abc')).toBe(3);
  expect(columns('通知')).toBe(4);
  expect(columns('e\u0301')).toBe(1);
  expect(columns('，🔔')).toBe(4);
});

test('wrap keeps closing punctuation with its word and never loses a character', () => {
  const text = '你的线程在睡眠，不占 CPU，没有无故醒来；数据把它叫醒。';
  const lines = wrap(text, 20);
  expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
  for (const line of lines) {
    expect(line).not.toMatch(/^[，。；]/u);
    expect(columns(line)).toBeLessThanOrEqual(20);
  }
});

test('printable text', () => {
  expect(printableLine('a\tb\nc')).toBe('a b c');
  expect(printableLines('a\r\nb\rc\n\nd')).toEqual(['a', 'b', 'c', '', 'd']);
  expect(printableLine('\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\')).toBe('link');
});
