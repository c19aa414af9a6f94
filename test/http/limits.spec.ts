import request from 'supertest';
import { openTestService, type TestService } from '../support/service.js';

let service: TestService;

beforeAll(async () => {
  service = await openTestService({
    submissionsPerMinute: 3,
    requestsPerMinute: 5,
    addressRequestsPerMinute: 40,
  });
});
afterAll(() => service.close());

const submit = (bearer: string) =>
  request(service.server)
    .post('/exercises/sample/submissions')
    .set({ Authorization: bearer, 'Content-Type': 'text/plain' })
    .send('export {};');

describe('limits', () => {
  it('hold for one key, and for submissions apart from reading', async () => {
    for (let left = 2; left >= 0; left -= 1) {
      const answer = await submit(service.student.bearer);
      expect(answer.status).toBe(202);
      expect(answer.headers['ratelimit-remaining']).toBe(String(left));
    }
    const refused = await submit(service.student.bearer);
    expect([refused.status, refused.body.type]).toEqual([429, '/problems/too-many-requests']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
    expect(await service.database.submission.count()).toBe(3);
    expect((await submit(service.otherStudent.bearer)).status).toBe(202);
    const read = await request(service.server)
      .get('/submissions')
      .set('Authorization', service.student.bearer);
    expect(read.status).toBe(200);
  });

  it('hold for one address, whatever keys it tries; health is never refused', async () => {
    let refused = 0;
    for (let i = 0; i < 50; i += 1) {
      const answer = await request(service.server)
        .get('/submissions')
        .set('Authorization', `Bearer guess-${i}`);
      expect([401, 429]).toContain(answer.status);
      if (answer.status === 429) refused += 1;
    }
    expect(refused).toBeGreaterThan(10);
    expect((await request(service.server).get('/health/live')).status).toBe(200);
  });
});
