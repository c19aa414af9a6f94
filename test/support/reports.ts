import { readFileSync } from 'node:fs';
import type { Report } from '../../src/lab/verdict/report.js';
import { sampleReport } from './sample-report.js';

export const storedReports = [
  'notified',
  'fifty-wires',
  'timed-poll',
  'busy-poll',
  'blocking',
  'multiplexed',
  'never-told',
  'crashed',
  'not-run',
] as const;

/** What a real run’s report said of how the program waited; seed 7, kernel 6.18, Node 26.10. */
export function storedReport(name: (typeof storedReports)[number]): Report {
  const text = readFileSync(new URL(`reports/${name}.json`, import.meta.url), 'utf8');
  return sampleReport(JSON.parse(text) as Partial<Report>);
}
