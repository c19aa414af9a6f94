const ms = (value) => `${value.toFixed(1)} ms`;
const times = (value) => `${value.toFixed(2)} ×`;
const rate = (value) => `${value.toFixed(1)} /s`;

function line(name, show, { median, least, most }) {
  return [name, show(median), `${show(least)} … ${show(most)}`];
}

function parts(name, { compiler, grader, proctor, programs }) {
  const shown = { compiler, programs, proctor, grader };
  return [name, ...Object.values(shown).map(ms)];
}

function columns(rows) {
  const widths = rows[0].map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  return rows
    .map((row) =>
      row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join('   '),
    )
    .join('\n');
}

/** The result as people read it. */
export function table({ cpu, parts: where, rate: rates, latency, cores, slots, accounting, http, load }) {
  const aims = [
    [cpu.ratio.median <= 2, `CPU of one grading is ${times(cpu.ratio.median)} the floor (aim: 2 at most)`],
    [
      rates.ratioToCpu.median >= 0.5,
      `full load reaches ${rates.ratioToCpu.median.toFixed(2)} of what the floor's CPU allows, ` +
        `${rates.ratioToMeasured.median.toFixed(2)} of the floor measured (aim: 0.5 at least)`,
    ],
  ];
  return [
    `${cores} cores, ${slots} slots; ${load.toFixed(1)} runnable before the bench began`,
    '',
    columns([
      ['CPU time of one', 'median', 'least … most'],
      line('start of an empty program', ms, cpu.start),
      line('warm type-check', ms, cpu.check),
      line('floor (both)', ms, cpu.floor),
      line('grading', ms, cpu.grading),
      line('grading ÷ floor', times, cpu.ratio),
      line('grading at full load', ms, cpu.atLoad),
    ]),
    '',
    columns([
      ['where it goes', 'type-check', 'programs, bwrap', 'proctor', 'grader'],
      parts('floor', where.floor),
      parts('grading', where.grading),
      parts('grading at full load', where.atLoad),
    ]),
    '',
    columns([
      ['operations at full load', 'median', 'least … most'],
      ['floor, cores ÷ CPU', rate(rates.floorByCpu), ''],
      line('floor, measured', rate, rates.floorMeasured),
      line('gradings', rate, rates.grading),
      line('gradings ÷ (cores ÷ CPU)', times, rates.ratioToCpu),
      line('gradings ÷ floor measured', times, rates.ratioToMeasured),
    ]),
    '',
    columns([
      ['submit → report, less the scripted silence', 'p50', 'p99', 'of'],
      ['lab.run', ms(latency.lab.p50), ms(latency.lab.p99), `${latency.lab.of}`],
      ...(http ? [['POST with Prefer: wait', ms(http.p50), ms(http.p99), `${http.of}`]] : []),
    ]),
    `of a median run: ${Object.entries(latency.stages)
      .map(([name, value]) => `${name} ${ms(value)}`)
      .join(', ')}`,
    '',
    `all type-checks together: ${ms(accounting.byGroupMs)} by cgroup, ${ms(accounting.byStatMs)} by /proc/<pid>/stat`,
    '',
    ...aims.map(([met, what]) => `${met ? 'met    ' : 'not met'}  ${what}`),
    '',
  ].join('\n');
}
