import request, { type Test } from 'supertest';
import { elementsOf } from '../support/xml.js';
import { storedReport } from '../support/reports.js';
import { openTestService, type TestService } from '../support/service.js';
import { steeredLab, type SteeredLab } from '../support/steered-lab.js';

let service: TestService;
let lab: SteeredLab;
let id: string;

const picture = (): Test =>
  request(service.server)
    .get(`/submissions/${id}/timeline.svg`)
    .set('Authorization', service.student.bearer)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks).toString('utf8')));
    });

const submission = async (): Promise<{ timelineUrl: string | null; report: object | null }> => {
  const answer = await request(service.server)
    .get(`/submissions/${id}`)
    .set('Authorization', service.student.bearer);
  return answer.body;
};

beforeAll(async () => {
  service = await openTestService();
  lab = steeredLab(1);
  const answer = await request(service.server)
    .post('/exercises/sample/submissions')
    .set({ Authorization: service.student.bearer, 'Content-Type': 'text/plain' })
    .send('export {};');
  id = answer.body.id as string;
});
afterAll(() => service.close());

it('there is no picture before there is a report, and the answer says so', async () => {
  const answer = await request(service.server)
    .get(`/submissions/${id}/timeline.svg`)
    .set('Authorization', service.student.bearer);
  expect([answer.status, answer.body.type]).toEqual([404, '/problems/not-found']);
  expect(answer.body.detail).toMatch(/^There is no report yet/);
  expect((await submission()).timelineUrl).toBeNull();
});

describe('with the report', () => {
  beforeAll(async () => {
    await service.grade(lab);
    const { mechanism, passed, score, maxScore, summary, timeline } = storedReport('timed-poll');
    (await lab.next()).end({ mechanism, passed, score, maxScore, summary, timeline });
    const ended = await request(service.server)
      .get(`/submissions/${id}/events`)
      .set('Authorization', service.student.bearer);
    expect(ended.text).toContain('event: done');
  });

  it('it is an SVG that a browser neither runs nor lets load anything', async () => {
    expect((await submission()).timelineUrl).toBe(`/submissions/${id}/timeline.svg`);
    const answer = await picture();
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'image/svg+xml; charset=utf-8']);
    expect(answer.headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    );
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    const [svg, title] = elementsOf(answer.body as string);
    expect(svg).toMatchObject({ name: 'svg', attributes: { role: 'img', lang: 'en' } });
    expect(title?.text).toContain('You kept asking again on a timer (timed-poll)');
  });

  it('it speaks the reader’s language', async () => {
    const answer = await picture().set('Accept-Language', 'zh');
    expect([answer.headers['content-language'], answer.headers.vary]).toEqual([
      'zh-CN',
      expect.stringContaining('Accept-Language'),
    ]);
    expect(elementsOf(answer.body as string)[1]?.text).toContain('定时轮询');
  });

  it('it is not sent twice to who has it', async () => {
    const { etag } = (await picture()).headers;
    expect(etag).toBeTruthy();
    expect((await picture().set('If-None-Match', etag ?? '')).status).toBe(304);
    expect((await picture().set({ 'If-None-Match': etag ?? '', 'Accept-Language': 'zh' })).status).toBe(200);
  });
});
