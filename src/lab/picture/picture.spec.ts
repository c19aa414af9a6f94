import { sampleReport } from '../../../test/support/sample-report.js';
import { storedReport, storedReports } from '../../../test/support/reports.js';
import { type Element, elementsOf } from '../../../test/support/xml.js';
import { locales } from '../bilingual.js';
import type { Report, TimelineEntry } from '../verdict/report.js';
import { renderPicture } from './picture.js';

const texts = (elements: readonly Element[]) =>
  elements.filter(({ name }) => name === 'text').map(({ text }) => text);
const drawn = (report: Report, locale: 'en' | 'zh-CN' = 'en') => elementsOf(renderPicture(report, locale));
const has = (elements: readonly Element[], look: string) =>
  elements.some(({ name, attributes }) => name === 'rect' && attributes['class'] === `f-${look}`);

describe.each(storedReports)('the picture of %s', (name) => {
  const report = storedReport(name);

  it.each(locales)('is an image with title and description, and nothing that acts or loads: %s', (locale) => {
    const elements = drawn(report, locale);
    const [root, title, description] = elements;
    expect(root).toMatchObject({
      name: 'svg',
      attributes: { role: 'img', lang: locale, 'aria-labelledby': 'title description' },
    });
    expect(title).toMatchObject({ name: 'title', attributes: { id: 'title' } });
    expect(description).toMatchObject({ name: 'desc', attributes: { id: 'description' } });
    expect(description?.text).toContain(report.summary[locale].replaceAll('`', ''));
    const names = new Set(elements.map((element) => element.name));
    const allowed = ['svg', 'title', 'desc', 'style', 'g', 'rect', 'line', 'path', 'circle', 'text'];
    expect([...names].filter((each) => !allowed.includes(each))).toEqual([]);
    for (const { attributes } of elements) {
      for (const key of Object.keys(attributes)) expect(key).not.toMatch(/^on|href|style$/);
    }
    expect(elements.find((each) => each.name === 'style')?.text).not.toMatch(/url\(|@import/);
  });

  it('is the same each time', () => {
    expect(renderPicture(report, 'en')).toBe(renderPicture(report, 'en'));
  });

  it.each(locales)('has no text beyond its edges, and no number that is none: %s', (locale) => {
    const [root, ...elements] = drawn(report, locale);
    const width = Number(root?.attributes['width']);
    for (const { name: what, attributes } of elements) {
      if (attributes['width'] === '100%') continue;
      for (const key of ['x', 'y', 'x1', 'x2', 'cx', 'width']) {
        const value = attributes[key];
        if (value === undefined) continue;
        expect(Number.isFinite(Number(value))).toBe(true);
        expect(Number(value)).toBeGreaterThanOrEqual(0);
        if (key !== 'y') expect([what, key, Number(value) <= width]).toEqual([what, key, true]);
      }
    }
  });
});

describe('at a glance', () => {
  it('notified: silent, asleep in the loop, data, bell', () => {
    const elements = drawn(storedReport('notified'));
    expect(texts(elements)).toEqual(
      expect.arrayContaining([
        'You were told (notified)',
        'the peer is silent',
        'asleep in epoll_pwait',
        '“are you',
        'free?”',
        'free',
        'the data comes',
        '64 bytes',
        'woken by it',
        'done',
      ]),
    );
    expect([has(elements, 'loop'), has(elements, 'held'), has(elements, 'spin')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('blocking: held in the call, no answer, no bell', () => {
    const elements = drawn(storedReport('blocking'));
    expect(texts(elements)).toEqual(
      expect.arrayContaining(['held: asleep in read', '“are you free?” no answer']),
    );
    expect([has(elements, 'held'), has(elements, 'loop'), has(elements, 'late')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('multiplexed: asleep on a set of its own', () => {
    expect(texts(drawn(storedReport('multiplexed')))).toContain('asleep in poll, on a set of your own');
  });

  it('busy-poll: runs all the time', () => {
    const elements = drawn(storedReport('busy-poll'));
    expect(texts(elements)).toContain('spins: runs without a pause');
    expect(has(elements, 'spin')).toBe(true);
  });

  it('timed-poll: the data lies there, nobody is told, it looks again', () => {
    const elements = drawn(storedReport('timed-poll'));
    expect(texts(elements)).toEqual(
      expect.arrayContaining(['9 bytes: there already', 'nobody is told for 1.1 s', 'looks again']),
    );
    expect(has(elements, 'late')).toBe(true);
    expect(texts(elements)).not.toContain('woken by it');
  });

  it('never told, crashed, not run', () => {
    expect(texts(drawn(storedReport('never-told')))).toEqual(
      expect.arrayContaining(['Never told', 'nobody is ever told']),
    );
    expect(texts(drawn(storedReport('crashed')))).toEqual(expect.arrayContaining(['gone: exit code 1']));
    expect(texts(drawn(storedReport('not-run')))).toContain(
      'It was not played, so there is no waiting to be seen.',
    );
  });

  it('fifty wires are one arrow and one sum, five rounds five bells', () => {
    const elements = drawn(storedReport('fifty-wires'));
    expect(texts(elements)).toEqual(expect.arrayContaining(['300 bytes', 'fifty, round 1', 'promise']));
    expect(elements.length).toBeLessThan(120);
  });

  it('of hidden scenes only that there were some', () => {
    expect(texts(drawn(storedReport('notified')))).toContain('3 further situations, not shown');
    expect(texts(drawn(storedReport('notified'), 'zh-CN'))).toContain('另有 3 个场景，内容不公开');
  });
});

describe('what a submission wrote', () => {
  const hostile =
    '</text></svg><script>alert(1)</script>" onload="x" &amp; ]]> \u0000\u001b[31m\u202e\ud800\uffff';
  const entry = (changes: Partial<TimelineEntry>): TimelineEntry => ({
    at: 1,
    scene: hostile,
    lane: 'judged-thread',
    event: 'asleep',
    text: { en: hostile, 'zh-CN': hostile },
    ...changes,
  });
  const names = ['call', 'bell', 'wire', 'calls', 'signal', 'name', 'by', 'on', 'set'];
  const values = Object.fromEntries(names.map((name) => [name, hostile]));
  const events = [
    'call',
    'returned',
    'silence',
    'asleep',
    'ping',
    'pong',
    'arrival',
    'send',
    'rang',
    'told',
    'gone',
  ];

  it.each(locales)('is text and nothing else, wherever it stands: %s', (locale) => {
    const report = sampleReport({
      mechanism: null,
      summary: { en: hostile, 'zh-CN': hostile },
      timeline: [
        ...events.map((event, at) => entry({ at, event, values })),
        entry({ at: 5, until: 8, lane: 'helper-thread', values }),
        entry({ at: 9, event: hostile, lane: 'peer', values }),
      ],
    });
    const elements = drawn(report, locale);
    expect(elements.map(({ name }) => name)).not.toContain('script');
    for (const { attributes } of elements) expect(Object.keys(attributes)).not.toContain('onload');
    expect(elements[2]?.text).toContain('</text></svg><script>alert(1)</script>" onload="x"');
    expect(renderPicture(report, locale)).not.toMatch(/[\u0000-\u0008\u001b\u202e]/u);
  });
});

it('a long story stays small: many rings, many calls, many scenes', () => {
  const at = (n: number, event: string, lane: TimelineEntry['lane'], scene = 'long'): TimelineEntry => ({
    at: n,
    scene,
    lane,
    event,
    values: { bell: 'done', name: 'subscribe', bytes: 1e9, wakeUps: 1e6 },
    text: { en: event, 'zh-CN': event },
  });
  const rings = Array.from({ length: 500 }, (_, n) => at(n, 'rang', 'bell'));
  const scenes = Array.from({ length: 30 }, (_, n) => at(1, 'send', 'peer', `scene-with-a-long-name-${n}`));
  const report = sampleReport({
    timeline: [at(0, 'call', 'lab'), ...rings, at(600, 'moving', 'judged-thread'), ...scenes],
  });
  const [root] = drawn(report);
  expect(root?.attributes['width']).toBe('820');
});

it('a report from before there were spans, rounds and values is drawn too', () => {
  const before = storedReport('timed-poll').timeline.map(({ at, scene, lane, event, text }) => ({
    at,
    scene,
    lane,
    event,
    text,
  }));
  for (const locale of locales) {
    const elements = drawn({ ...storedReport('timed-poll'), timeline: before }, locale);
    expect(elements[0]?.name).toBe('svg');
    expect(renderPicture({ ...storedReport('timed-poll'), timeline: before }, locale)).not.toMatch(
      /NaN|undefined|null/,
    );
  }
});
