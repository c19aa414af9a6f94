import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pinnedNode, root } from '../setup/paths.mjs';
import { latencies, ownMs, unexpected } from './figures.mjs';
import { restMs } from './latency.mjs';
import { complaintOf, freshSource, slug } from './sources.mjs';

/** Longest wait for the service to listen, ms. */
const startLimitMs = 60_000;

/**
 * Submit → report through the whole service, one at a time and at rest as in latency.mjs: `POST … Prefer: wait`, with
 * the embedded database, less the script's silence as the report states it. The first submissions (a slot is started,
 * caches fill) are left out.
 */
export async function measureHttp(text, count, note) {
  note(`over HTTP, ${count} submissions`);
  const dataDirectory = mkdtempSync(join(tmpdir(), 'doorbell-bench-'));
  // The database's own user must be able to walk there.
  chmodSync(dataDirectory, 0o755);
  const child = spawn(pinnedNode, [join(root, 'bin', 'doorbell.mjs'), 'serve'], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DOORBELL_DATA: dataDirectory, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    const url = await listening(child);
    const key = readFileSync(join(dataDirectory, 'keys', 'student'), 'utf8').trim();
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
  } finally {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    rmSync(dataDirectory, { recursive: true, force: true });
  }
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

async function listening(child) {
  let [said, log] = ['', ''];
  child.stderr.setEncoding('utf8').on('data', (text) => (log = (log + text).slice(-4000)));
  const { promise, resolve, reject } = Promise.withResolvers();
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said += text;
    const url = /^Doorbell +(http:\S+)/m.exec(said)?.[1];
    if (url !== undefined && said.includes('submissions\n')) resolve(url);
  });
  child.once('exit', () => reject(new Error(`the service ended before it listened:\n${said}${log}`)));
  const timer = setTimeout(() => reject(new Error(`the service does not listen:\n${log}`)), startLimitMs);
  return promise.finally(() => clearTimeout(timer));
}
