import { latencies, ownMs, spread, unexpected } from './figures.mjs';

const sum = (values) => values.reduce((a, b) => a + b, 0);

/** CPU of one operation, both sides in turn, so that whatever else the machine does meets both. */
export async function measureCpu(floor, lab, plan, note) {
  const rounds = [];
  for (let round = 1; round <= plan.rounds; round += 1) {
    note(`CPU, round ${round} of ${plan.rounds}`);
    rounds.push({
      start: await floor.run('start', plan.starts),
      check: await floor.run('check', plan.checks),
      grading: await lab.run('grading', plan.gradings),
    });
  }
  return figures(rounds, plan);
}

const perOperation = (run, count) => run.cpuMs / count;

function figures(rounds, plan) {
  const start = rounds.map((round) => perOperation(round.start, plan.starts));
  const check = rounds.map((round) => perOperation(round.check, plan.checks));
  const floor = rounds.map((_, index) => start[index] + check[index]);
  const grading = rounds.map((round) => perOperation(round.grading, plan.gradings));
  const details = rounds.flatMap((round) => round.grading.details);
  return {
    start: spread(start),
    check: spread(check),
    floor: spread(floor),
    grading: spread(grading),
    ratio: spread(grading.map((ms, index) => ms / floor[index])),
    parts: {
      floor: partsOf(
        rounds.flatMap((round) => [round.start, round.check]),
        plan.starts / 2,
      ),
      grading: partsOf(
        rounds.map((round) => round.grading),
        plan.gradings,
      ),
    },
    backToBack: latencies(details.map(ownMs)),
    // A type-check starts nothing and kills nothing: there /proc/<pid>/stat must agree with the cgroup.
    accounting: {
      byGroupMs: sum(rounds.map((round) => round.check.cpuMs)),
      byStatMs: sum(rounds.map((round) => sum(Object.values(round.check.parts)))),
    },
    unexpected: unexpected(details),
    runs: details.length,
  };
}

/** Milliseconds of CPU of one operation, part by part; `programs` is what is left: bwrap and what it confines. */
export function partsOf(runs, count) {
  const operations = runs.length * count;
  const parts = Object.fromEntries(
    ['grader', 'compiler', 'proctor'].map((name) => [
      name,
      sum(runs.map((run) => run.parts[name])) / operations,
    ]),
  );
  const whole = sum(runs.map((run) => run.cpuMs)) / operations;
  return { ...parts, programs: whole - sum(Object.values(parts)) };
}
