import { setTimeout as pause } from 'node:timers/promises';
import { latencies, ownMs, unexpected } from './figures.mjs';
import { restMs } from './latency.mjs';
import { withService } from './service.mjs';
import { complaintOf, freshSource, slug } from './sources.mjs';

/**
 * Submit → report through the whole service, one at a time and at rest as in latency.mjs: `POST … Prefer: wait`, with
 * the embedded database, less the script's silence as the report states it. The first submissions (a slot is started,
 * caches fill) are left out.
 */
export async function measureHttp(text, count, note) {
  note(`over HTTP, ${count} submissions`);
  return withService({}, async ({ url, keyOf }) => {
    const key = keyOf('student');
    const details = [];
    for (let number = -2; number < count; number += 1) {
      await pause(restMs[0]);
      const said = await submit(url, key, freshSource(text, number));
      if (said.complaint) note(`not as expected: ${said.complaint}`);
      if (number >= 0) details.push(said);
    }
    return {
      ...latencies(details.map(ownMs)),
      unexpected: unexpected(details),
      runs: details.length,
    };
  });
}

async function submit(url, key, source) {
  const began = performance.now();
  const answer = await fetch(`${url}/exercises/${slug}/submissions`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'text/plain', Prefer: 'wait=60' },
    body: source,
  });
  const { report } = await answer.json();
  const tookMs = performance.now() - began;
  if (!report) throw new Error(`the service answered ${answer.status} and no report`);
  return { tookMs, silence: report.durations.silence, complaint: complaintOf(report) };
}
