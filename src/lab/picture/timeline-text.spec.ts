import { storedReport, storedReports } from '../../../test/support/reports.js';
import { locales } from '../bilingual.js';
import { columns } from '../verdict/plain-text.js';
import { renderTimeline } from './timeline-text.js';

test.each(storedReports)('the table of %s fits a terminal and cannot control it', (name) => {
  for (const locale of locales) {
    const table = renderTimeline(storedReport(name), locale);
    for (const line of table.split('\n')) expect(columns(line)).toBeLessThanOrEqual(100);
    expect(table).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/u);
  }
});

test('a round that went like an earlier one is told once', () => {
  const table = renderTimeline(storedReport('fifty-wires'), 'en');
  expect(table).toMatch(/^fifty\n {2}round 1\n/);
  expect(table).toMatch(/\n {2}rounds \d to 5: as round \d\n/);
  expect(renderTimeline(storedReport('fifty-wires'), 'zh-CN')).toMatch(/至 5 轮：同第 \d 轮\n/);
});

test('it says when, who and what', () => {
  const table = renderTimeline(storedReport('timed-poll'), 'en');
  expect(table).toMatch(/\n {2,}\d+\.\d – \d+\.\d {2}your thread {5}Your thread sleeps in `epoll_pwait`\n/);
  expect(table).toMatch(/\n {2,}\d+\.\d {2}bell {12}The bell `tell` rings: your callback runs\n/);
});

test('of hidden scenes only that there were some, of nothing nothing', () => {
  expect(renderTimeline(storedReport('notified'), 'en')).toContain(
    '\nA further situation, which is not shown\n',
  );
  expect(renderTimeline(storedReport('not-run'), 'en')).toBe('');
});
