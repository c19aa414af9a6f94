import { ODDS_OF_A_WHOLE_ESCAPE } from './escape.js';
import { FLAT, RUNS_TO_TELL } from './memory.js';
import type { Summary } from './summary.js';

const percent = (part: number, whole: number) =>
  whole === 0 ? '–' : `${((part / whole) * 100).toFixed(1)} %`;
const share = (value: number) => value.toFixed(3);
const mega = (bytes: number) => `${(bytes / (1 << 20)).toFixed(1)} MiB`;
const count = (value: number) => (value === Infinity ? '∞' : `${value}`);

/** The last word of a soak, as people read it. */
export function table(summary: Summary): string {
  const runs = summary.loads.reduce((sum, load) => sum + load.runs, 0);
  return [
    `${runs} of ${summary.planned} runs`,
    '',
    columns([
      ['load', 'runs', 'differ', 'inconclusive', 'of 1000'],
      ...summary.loads.map((load) => [
        `${load.load}`,
        `${load.runs}`,
        `${load.differing.length}`,
        `${load.inconclusive}`,
        load.perThousand.toFixed(2),
      ]),
    ]),
    ...summary.loads.flatMap(({ differing }) =>
      differing.map(
        ({ index, name, seed, load, differences }) =>
          `  ✗ run ${index}, load ${load}: ${name} --seed ${seed}: ${differences.join('; ')}`,
      ),
    ),
    '',
    columns([
      [
        'a poller escapes a round',
        'load',
        'rounds',
        'escaped',
        'rate',
        '95 % below',
        'rounds needed',
        'played',
      ],
      ...summary.escapes.map((escape) => [
        escape.of,
        `${escape.load}`,
        `${escape.rounds}`,
        `${escape.escaped}`,
        share(escape.rate),
        share(escape.upper),
        `${count(escape.needed)} (${count(escape.neededUpper)})`,
        `${escape.played}`,
      ]),
    ]),
    `rounds needed: the least n with rate^n < ${ODDS_OF_A_WHOLE_ESCAPE}, in brackets for the upper bound (Clopper–Pearson, one-sided)`,
    '',
    columns([
      ['memory', 'runs of one', 'first', 'last', 'per 1000', 'flat is', 'verdict'],
      ...summary.memory.map(({ what, runs: done, first, last, growth, verdict }) => [
        memoryNames[what],
        `${done}`,
        mega(first),
        mega(last),
        mega(growth),
        `≤ ${mega(FLAT[what])}`,
        verdict,
      ]),
    ]),
    `growth: the median slope of all pairs of samples after the first quarter; said from ${RUNS_TO_TELL} runs of one process on`,
    '',
    ...leftBehind(summary),
    '',
    ...naive(summary),
    ...(summary.failures.length === 0
      ? [`soak: all holds${runs < summary.planned ? `, in ${runs} of ${summary.planned} runs` : ''}`]
      : summary.failures.map((failure) => `soak: ${failure}`)),
    '',
  ].join('\n');
}

const memoryNames = {
  heap: 'grader, heap after collection',
  rss: 'grader, resident',
  compilers: 'compilers, heap after collection',
  proctor: 'a proctor, resident',
};

function leftBehind({ left }: Summary): string[] {
  const kinds = new Map<string, number>();
  for (const line of left) {
    for (const [kind, names] of Object.entries(line.left))
      kinds.set(kind, (kinds.get(kind) ?? 0) + names.length);
  }
  const counts = [...kinds].map(([kind, number]) => `${number} ${kind}`).join(', ');
  const each = left.flatMap(({ when, left: found }) =>
    Object.entries(found).flatMap(([kind, names]) => names.map((name) => `  ✗ ${when}: ${kind}: ${name}`)),
  );
  return [`left behind, looked for ${left.length} times: ${counts || 'nothing was looked for'}`, ...each];
}

function naive(summary: Summary): string[] {
  if (summary.naive.length === 0) return [];
  const rows = summary.naive.map((line) => {
    const ours = summary.loads.find(({ load }) => load === line.load);
    return [
      `${line.load}`,
      `${line.runs}`,
      `${line.acceptedFailed} of ${line.accepted} (${percent(line.acceptedFailed, line.accepted)})`,
      `${line.rejectedPassed} of ${line.rejected} (${percent(line.rejectedPassed, line.rejected)})`,
      `${line.flipped} of ${line.repeated}`,
      `${ours?.differing.length ?? 0} of ${ours?.runs ?? 0}`,
    ];
  });
  return [
    columns([
      [
        'naive grader: load',
        'runs',
        'right answers failed',
        'wrong waits passed',
        'both verdicts',
        'ours: differ',
      ],
      ...rows,
    ]),
    '',
  ];
}

function columns(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
        .join('   '),
    )
    .join('\n');
}
