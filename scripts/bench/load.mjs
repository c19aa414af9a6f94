import { partsOf } from './cpu.mjs';
import { spread, unexpected } from './figures.mjs';

/** Operations a second with every slot at work, both sides in turn. */
export async function measureLoad(floor, lab, plan, cores, note) {
  note('warming every slot up');
  await lab.run('grading', lab.slots, { atOnce: lab.slots });
  const loads = [];
  for (let load = 1; load <= plan.loads; load += 1) {
    note(`full load, ${load} of ${plan.loads}`);
    loads.push({
      floor: await floor.run('floor', plan.floorsAtLoad, { atOnce: Math.min(cores, floor.slots) }),
      grading: await lab.run('grading', plan.gradingsAtLoad, { atOnce: lab.slots }),
    });
  }
  const gradings = loads.map(({ grading }) => grading);
  const floorRate = loads.map(({ floor: { wallMs } }) => (plan.floorsAtLoad / wallMs) * 1000);
  const gradingRate = gradings.map(({ wallMs }) => (plan.gradingsAtLoad / wallMs) * 1000);
  const details = gradings.flatMap((grading) => grading.details);
  return {
    floorMeasured: spread(floorRate),
    grading: spread(gradingRate),
    ratioToMeasured: spread(gradingRate.map((rate, index) => rate / floorRate[index])),
    cpu: spread(gradings.map(({ cpuMs }) => cpuMs / plan.gradingsAtLoad)),
    parts: partsOf(gradings, plan.gradingsAtLoad),
    unexpected: unexpected(details),
    runs: details.length,
  };
}

/** What the rate at full load is of the one that the floor's CPU would allow, were nothing else in the way. */
export function againstCpu({ grading }, cpu, cores) {
  const floorByCpu = (cores / cpu.floor.median) * 1000;
  return { floorByCpu, ratioToCpu: grading.median / floorByCpu };
}
