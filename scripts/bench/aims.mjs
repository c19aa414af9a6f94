const ms = (value) => `${value.toFixed(1)} ms`;

/**
 * What a result is measured by, for the parts that it has.
 *
 * @returns {{ what: string, figure: string, aim: string, met: boolean }[]}
 */
export function aimsOf({ cpu, load, parked, latency, arrivals, http, course }) {
  const aims = [];
  const most = (what, value, bound, show) =>
    aims.push({ what, figure: show(value), aim: `${show(bound)} at most`, met: value <= bound });
  const least = (what, value, bound) =>
    aims.push({ what, figure: value.toFixed(2), aim: `${bound} at least`, met: value >= bound });
  if (cpu) most('CPU of one grading ÷ floor', cpu.ratio.median, 1.3, (value) => value.toFixed(2));
  if (load?.ratioToCpu) least("full load ÷ what the floor's CPU allows", load.ratioToCpu, 0.75);
  if (parked) {
    const what = `parked, ${parked.slots} slots at work: release → first statement, p99`;
    aims.push({ what, figure: ms(parked.p99), aim: 'less than 10 ms', met: parked.p99 < 10 });
  }
  if (latency) {
    most('submit → report less silence, one at a time, median', latency.p50, 60, ms);
    most('the same, p99 (2 × median)', latency.p99, 2 * latency.p50, ms);
  }
  if (arrivals) most('the same, arrivals at 70 %, p99 (4 × median)', arrivals.p99, 4 * latency.p50, ms);
  if (course) {
    const none = (what, value) => aims.push({ what, figure: `${value}`, aim: 'none', met: value === 0 });
    none(`${course.students} students at once: answers lost`, course.lost);
    none('the same: requests not answered as they should be', course.unexpected);
  }
  const runs = [cpu, load, parked, latency, arrivals, http].filter(Boolean);
  const sum = (name) => runs.reduce((total, each) => total + each[name], 0);
  const wrong = sum('unexpected');
  aims.push({
    what: 'runs not as expected',
    figure: `${wrong} of ${sum('runs')}`,
    aim: 'none',
    met: wrong === 0,
  });
  return aims;
}
