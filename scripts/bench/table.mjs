const ms = (value) => `${value.toFixed(1)} ms`;
const times = (value) => `${value.toFixed(2)} ×`;
const rate = (value) => `${value.toFixed(1)} /s`;

function line(name, show, { median, least, most }) {
  return [name, show(median), `${show(least)} … ${show(most)}`];
}

function shares(name, { compiler, grader, proctor, programs }) {
  const shown = { compiler, programs, proctor, grader };
  return [name, ...Object.values(shown).map(ms)];
}

function latencyRow(name, figures) {
  const { p50, p90, p99, most, of, unexpected } = figures;
  return [name, ...[p50, p90, p99, most].map(ms), `${of}`, `${unexpected ?? ''}`];
}

function columns(rows) {
  const widths = rows[0].map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at])))
        .join('   ')
        .trimEnd(),
    )
    .join('\n');
}

function costs({ cpu, load }) {
  if (!cpu && !load) return [];
  return [
    columns([
      ['CPU time of one', 'median', 'least … most'],
      ...(cpu
        ? [
            line('start of an empty program', ms, cpu.start),
            line('warm type-check', ms, cpu.check),
            line('floor (both)', ms, cpu.floor),
            line('grading', ms, cpu.grading),
            line('grading ÷ floor', times, cpu.ratio),
          ]
        : []),
      ...(load ? [line('grading at full load', ms, load.cpu)] : []),
    ]),
    columns([
      ['where it goes', 'type-check', 'programs, bwrap', 'proctor', 'grader'],
      ...(cpu ? [shares('floor', cpu.parts.floor), shares('grading', cpu.parts.grading)] : []),
      ...(load ? [shares('grading at full load', load.parts)] : []),
    ]),
  ];
}

function rates({ load }) {
  if (!load) return [];
  const byCpu = load.ratioToCpu !== undefined;
  return [
    columns([
      ['operations at full load', 'median', 'least … most'],
      ...(byCpu ? [['floor, cores ÷ CPU', rate(load.floorByCpu), '']] : []),
      line('floor, measured', rate, load.floorMeasured),
      line('gradings', rate, load.grading),
      ...(byCpu ? [['gradings ÷ (cores ÷ CPU)', times(load.ratioToCpu), '']] : []),
      line('gradings ÷ floor measured', times, load.ratioToMeasured),
    ]),
  ];
}

const latencyHead = (what) => [what, 'median', 'p90', 'p99', 'most', 'of', 'not as expected'];

function latencyTables({ cpu, latency, arrivals, parked, http }) {
  const rows = [
    ...(latency ? [latencyRow('one at a time', latency)] : []),
    ...(arrivals ? [latencyRow(`Poisson arrivals, ${rate(arrivals.perSecond)}`, arrivals)] : []),
    ...(cpu ? [latencyRow('back to back', { ...cpu.backToBack, unexpected: cpu.unexpected })] : []),
    ...(http ? [latencyRow('one at a time, POST with Prefer: wait', http)] : []),
  ];
  return [
    ...(rows.length > 0
      ? [columns([latencyHead('submit → report, less the scripted silence'), ...rows])]
      : []),
    ...(parked
      ? [
          columns([
            latencyHead('parked sandbox: release → first statement'),
            latencyRow(
              `${parked.slots} slots at work; parked for ${ms(parked.stoodMs)} in the median`,
              parked,
            ),
          ]),
        ]
      : []),
  ];
}

function courseTable({ course }) {
  if (!course) return [];
  const what = `${course.students} students within ${course.spreadMs / 1000} s, ${rate(course.perSecond)}`;
  return [
    columns([
      [what, 'median', 'p95', 'p99', 'most', 'of'],
      ...Object.entries(course.kinds).map(([name, { p50, p95, p99, most, of }]) => [
        name,
        ...[p50, p95, p99, most].map(ms),
        `${of}`,
      ]),
    ]),
  ];
}

function remarks({ cpu, latency, arrivals }) {
  const stages = (what, figures) =>
    `${what}: ${Object.entries(figures.stages)
      .map(([name, value]) => `${name} ${ms(value)}`)
      .join(', ')}`;
  const lines = [
    ...(latency ? [stages('of a median run, one at a time', latency)] : []),
    ...(arrivals ? [stages('of a median run, Poisson arrivals', arrivals)] : []),
    ...(cpu
      ? [
          `all type-checks together: ${ms(cpu.accounting.byGroupMs)} by cgroup, ` +
            `${ms(cpu.accounting.byStatMs)} by /proc/<pid>/stat`,
        ]
      : []),
  ];
  return lines.length > 0 ? [lines.join('\n')] : [];
}

/** The result as people read it. */
export function table(result) {
  const { cores, slots, runnable } = result;
  const aims = result.aims.map(({ what, figure, aim, met }) => [what, figure, aim, met ? 'met' : 'not met']);
  return [
    `${cores} cores${slots ? `, ${slots} slots` : ''}; ${runnable.toFixed(1)} runnable before the bench began`,
    ...costs(result),
    ...rates(result),
    ...latencyTables(result),
    ...courseTable(result),
    ...remarks(result),
    columns([['aims', 'figure', 'aim', ''], ...aims]),
    '',
  ].join('\n\n');
}
