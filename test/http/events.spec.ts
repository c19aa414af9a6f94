import request from 'supertest';
import { sampleCheck } from '../support/sample-report.js';
import { readEvents, type EventReader } from '../support/event-reader.js';
import { openTestService, type TestService } from '../support/service.js';
import { steeredLab, type SteeredLab } from '../support/steered-lab.js';

let service: TestService;
let lab: SteeredLab;

beforeAll(async () => {
  service = await openTestService({ eventsHeartbeatSeconds: 1 });
  lab = steeredLab(1);
});
afterAll(() => service.close());

async function submit(): Promise<string> {
  const answer = await request(service.server)
    .post('/exercises/sample/submissions')
    .set({ Authorization: service.student.bearer, 'Content-Type': 'text/plain' })
    .send('export {};');
  return answer.body.id as string;
}

const follow = (id: string, headers: Record<string, string> = {}): Promise<EventReader> =>
  readEvents(`${service.url}/submissions/${id}/events`, {
    Authorization: service.student.bearer,
    ...headers,
  });

describe('the events of a submission', () => {
  it('tell its way from the queue to the end, in order, each with its number', async () => {
    const [first, second] = [await submit(), await submit()];
    const reader = await follow(second);
    expect([reader.status, reader.type]).toEqual([200, 'text/event-stream; charset=utf-8']);
    expect(await reader.next()).toEqual({ id: 1, type: 'queued', data: { position: 2 } });
    expect(await reader.next()).toEqual({ id: null, type: 'position', data: { position: 2 } });

    await service.grade(lab);
    const run = await lab.next();
    expect(run.request.source).toBe('export {};');
    expect(await reader.next()).toEqual({ id: null, type: 'position', data: { position: 1 } });
    run.end();
    expect(await reader.next()).toEqual({ id: 2, type: 'running', data: { attempt: 1 } });

    const own = await lab.next();
    own.request.onProgress?.({ type: 'type-checking' });
    own.request.onProgress?.({ type: 'scene', scene: 'hidden-1', number: 1, of: 1 });
    expect(await reader.next()).toEqual({ id: 3, type: 'type-checking', data: {} });
    expect(await reader.next()).toEqual({
      id: 4,
      type: 'scene',
      data: { scene: 'hidden-1', number: 1, of: 1 },
    });
    own.end({ passed: false, score: 2, checks: [sampleCheck('told', true), sampleCheck('idle', false)] });
    expect(await reader.rest()).toEqual([
      { id: 5, type: 'check', data: { id: 'told', passed: true, points: 1, maxPoints: 1 } },
      { id: 6, type: 'check', data: { id: 'idle', passed: false, points: 0, maxPoints: 1 } },
      {
        id: 7,
        type: 'done',
        data: {
          status: 'graded',
          passed: false,
          score: 2,
          maxScore: 3,
          mechanism: 'notified',
          counted: true,
        },
      },
    ]);
    expect(first).not.toBe(second);
  });

  it('are told again from any number on, and 204 says that there will be no more', async () => {
    const id = await submit();
    const reader = await follow(id);
    expect(await reader.next()).toMatchObject({ id: 1 });
    reader.close();
    (await lab.next()).end();
    const resumed = await (await follow(id, { 'Last-Event-ID': '1' })).rest();
    expect(resumed.filter((event) => event.id !== null).map((event) => [event.id, event.type])).toEqual([
      [2, 'running'],
      [3, 'check'],
      [4, 'done'],
    ]);
    expect(await (await follow(id, { 'Last-Event-ID': '3' })).rest()).toHaveLength(1);
    expect((await follow(id, { 'Last-Event-ID': '4' })).status).toBe(204);
    expect((await follow(id, { 'Last-Event-ID': '99' })).status).toBe(204);
  });

  it('keep the connection open with comments while nothing happens', async () => {
    const id = await submit();
    const reader = await follow(id);
    const run = await lab.next();
    setTimeout(() => run.end(), 2500);
    await reader.rest();
    expect(reader.comments()).toBeGreaterThanOrEqual(2);
  });

  it.each(['x', '-1', '1.5', '99999999999'])('refuse Last-Event-ID: %s', async (given) => {
    expect((await follow(await submit(), { 'Last-Event-ID': given })).status).toBe(400);
  });

  it('end when the service ends, so that their reader comes again', async () => {
    lab.endAll();
    const other = await openTestService();
    const answer = await request(other.server)
      .post('/exercises/sample/submissions')
      .set({ Authorization: other.student.bearer, 'Content-Type': 'text/plain' })
      .send('export {};');
    const reader = await readEvents(`${other.url}/submissions/${answer.body.id}/events`, {
      Authorization: other.student.bearer,
    });
    await reader.next();
    other.shutdown.abort();
    expect((await reader.rest()).some((event) => event.type === 'done')).toBe(false);
    await other.close();
  });
});
