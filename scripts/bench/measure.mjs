import { availableParallelism } from 'node:os';
import { latencies, spread } from './figures.mjs';
import { Side } from './side.mjs';

/** How often, and of what how many: for figures that repeat to a few per cent in under three minutes. */
export const plan = {
  warmUp: 8,
  rounds: 5,
  starts: 8,
  checks: 8,
  gradings: 4,
  loads: 2,
  gradingsAtLoad: 48,
  floorsAtLoad: 40,
};

const sum = (values) => values.reduce((a, b) => a + b, 0);

/**
 * Everything that is measured in the lab, both sides in turn, so that whatever else the machine does meets both.
 *
 * @param note told what goes on, for a terminal
 */
export async function measure(options, note) {
  const cores = availableParallelism();
  note('opening the floor and the lab');
  const floor = await Side.open('floor', options);
  let lab;
  try {
    lab = await Side.open('lab', options);
    note('warming up');
    await floor.run('floor', plan.warmUp);
    await lab.run('grading', plan.warmUp, 2);

    const rounds = [];
    for (let round = 1; round <= plan.rounds; round += 1) {
      note(`one at a time, round ${round} of ${plan.rounds}`);
      rounds.push({
        start: await floor.run('start', plan.starts),
        check: await floor.run('check', plan.checks),
        grading: await lab.run('grading', plan.gradings),
      });
    }
    note('warming every slot up');
    await lab.run('grading', lab.slots, lab.slots);
    const loads = [];
    for (let load = 1; load <= plan.loads; load += 1) {
      note(`full load, ${load} of ${plan.loads}`);
      loads.push({
        floor: await floor.run('floor', plan.floorsAtLoad, Math.min(cores, floor.slots)),
        grading: await lab.run('grading', plan.gradingsAtLoad, lab.slots),
      });
    }
    const { slots } = lab;
    await floor.close();
    await lab.close();
    return { ...figures(rounds, loads, cores), slots, cores };
  } catch (error) {
    await floor.kill();
    await lab?.kill();
    throw error;
  }
}

const perOperation = (run, count) => run.cpuMs / count;

function figures(rounds, loads, cores) {
  const startCpu = rounds.map(({ start }) => perOperation(start, plan.starts));
  const checkCpu = rounds.map(({ check }) => perOperation(check, plan.checks));
  const floorCpu = rounds.map((_, index) => startCpu[index] + checkCpu[index]);
  const gradingCpu = rounds.map(({ grading }) => perOperation(grading, plan.gradings));
  const details = rounds.flatMap(({ grading }) => grading.details);
  const floorMs = spread(floorCpu).median;
  const floorRate = loads.map(({ floor }) => (plan.floorsAtLoad / floor.wallMs) * 1000);
  const gradingRate = loads.map(({ grading }) => (plan.gradingsAtLoad / grading.wallMs) * 1000);
  return {
    cpu: {
      start: spread(startCpu),
      check: spread(checkCpu),
      floor: spread(floorCpu),
      grading: spread(gradingCpu),
      ratio: spread(gradingCpu.map((ms, index) => ms / floorCpu[index])),
      atLoad: spread(loads.map(({ grading }) => perOperation(grading, plan.gradingsAtLoad))),
    },
    parts: {
      grading: partsOf(
        rounds.map(({ grading }) => grading),
        plan.gradings,
      ),
      atLoad: partsOf(
        loads.map(({ grading }) => grading),
        plan.gradingsAtLoad,
      ),
      floor: partsOf(
        rounds.flatMap(({ start, check }) => [start, check]),
        plan.starts / 2,
      ),
    },
    rate: {
      floorMeasured: spread(floorRate),
      floorByCpu: (cores / floorMs) * 1000,
      grading: spread(gradingRate),
      ratioToMeasured: spread(gradingRate.map((rate, index) => rate / floorRate[index])),
      ratioToCpu: spread(gradingRate.map((rate) => rate / ((cores / floorMs) * 1000))),
    },
    latency: {
      lab: latencies(details.map(({ total, silence }) => total - silence)),
      stages: Object.fromEntries(
        ['check', 'start', 'run', 'silence', 'total'].map((name) => [
          name,
          spread(details.map((d) => d[name])).median,
        ]),
      ),
    },
    // A type-check starts nothing and kills nothing: there /proc/<pid>/stat must agree with the cgroup.
    accounting: {
      byGroupMs: sum(rounds.map(({ check }) => check.cpuMs)),
      byStatMs: sum(rounds.map(({ check }) => sum(Object.values(check.parts)))),
    },
  };
}

/** Milliseconds of CPU of one operation, part by part; `programs` is what is left: bwrap and what it confines. */
function partsOf(runs, count) {
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
