import { Ajv2020 } from 'ajv/dist/2020.js';
import { jsonSchemas } from './json-schemas.js';
import { type Report, reportSchema } from './verdict/report.js';

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
const schemas = jsonSchemas();

function validator(name: string) {
  const schema = schemas[name];
  if (schema === undefined) throw new Error(`no schema ${name}`);
  const valid = ajv.compile(schema);
  return (value: unknown) =>
    valid(value) ? [] : (valid.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

const text = { en: 'text', 'zh-CN': '文字' };

const report: Report = {
  reportVersion: 1,
  exercise: 'unpoll',
  exerciseVersion: 1,
  status: 'graded',
  passed: false,
  score: 40,
  maxScore: 100,
  mechanism: 'timed-poll',
  dataPath: null,
  toldOf: null,
  levels: { code: text, library: text, kernel: text },
  prediction: null,
  checks: [
    {
      id: 'told',
      title: text,
      passed: true,
      points: 40,
      maxPoints: 40,
      observed: text,
      expected: text,
      explanation: text,
      line: null,
    },
  ],
  summary: text,
  diagnostics: [{ line: 1, column: 2, code: 'TS2322', message: text }],
  output: { text: '', truncated: false },
  evidence: {
    rounds: 5,
    toldRounds: 5,
    asleepAndUntold: 1,
    ignoredArrivals: 0,
    quietWindows: 3,
    movingWindows: 1,
    wakeUpsInSilence: 7,
    cpuMsInSilence: 0.5,
    sleepingCall: 'epoll_wait',
    sleepingOnLoop: true,
    threads: 11,
    processes: 1,
    starts: 1,
    notes: [],
  },
  timeline: [{ at: 0.5, scene: 'first', lane: 'peer', event: 'send', text }],
  runtime: { doorbell: '0.1.0', node: '26.10.0', kernel: '6.1', arch: 'x64' },
  seed: 0xffff_ffff,
  durations: { check: 20, start: 30, run: 400, silence: 300, total: 450 },
};

it('the report’s schema takes what the contract takes and refuses what it refuses', () => {
  const errors = validator('report.schema.json');
  expect(errors(reportSchema.parse(report))).toEqual([]);
  for (const wrong of [
    { ...report, status: 'passed' },
    { ...report, seed: -1 },
    { ...report, surprise: true },
    { ...report, summary: { en: 'only English' } },
    { ...report, diagnostics: [{ line: 0, column: 1, code: 'TS1', message: text }] },
  ]) {
    expect(errors(wrong)).not.toEqual([]);
    expect(reportSchema.safeParse(wrong).success).toBe(false);
  }
});

it('the schemas for authors let defaults be left out', () => {
  const errors = validator('scenes.schema.json');
  const scene = (step: object) => ({
    scenes: [{ id: 'first', wires: { line: { as: 'fd' } }, steps: [step] }],
  });
  expect(errors(scene({ silence: {} }))).toEqual([]);
  expect(errors(scene({ silent: {} }))).not.toEqual([]);
  expect(errors(scene({ closed: { wires: [] } }))).not.toEqual([]);
});

it('an exercise needs both languages', () => {
  const errors = validator('exercise.schema.json');
  const exercise = {
    slug: 'demo',
    version: 1,
    title: text,
    track: 'node',
    after: [],
    level: 1,
    minutes: 5,
    kind: 'function',
    summary: text,
    statement: text,
    hints: [],
    export: 'receive',
    mechanism: 'notified',
    timers: 'allowed',
    checks: [{ id: 'told', points: 100 }],
  };
  expect(errors(exercise)).toEqual([]);
  expect(errors({ ...exercise, title: { en: 'Demo' } })).toEqual([
    `/title must have required property 'zh-CN'`,
  ]);
});
