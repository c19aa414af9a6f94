import { measureCpu } from './cpu.mjs';
import { measureArrivals, measureLatency } from './latency.mjs';
import { againstCpu, measureLoad } from './load.mjs';
import { measureParked } from './parked.mjs';
import { Side } from './side.mjs';

/**
 * Everything that is measured in the lab, part by part.
 *
 * @param wanted Set of names of plan.mjs; each leaves its figures under its name
 * @param note told what goes on, for a terminal
 */
export async function measure(options, wanted, plan, cores, note) {
  const result = {};
  const inLab = ['cpu', 'load', 'latency', 'arrivals'].some((part) => wanted.has(part));
  if (inLab) Object.assign(result, await measureLab(options, wanted, plan, cores, note));
  if (wanted.has('parked')) result.parked = await measureParked(options, plan, cores, note);
  return result;
}

async function measureLab(options, wanted, plan, cores, note) {
  const open = [];
  const side = async (name) => {
    note(`opening the ${name}`);
    const opened = await Side.open(name, options);
    open.push(opened);
    return opened;
  };
  try {
    const floor = wanted.has('cpu') || wanted.has('load') ? await side('floor') : null;
    const lab = await side('lab');
    note('warming up');
    await floor?.run('floor', plan.warmUp);
    await lab.run('grading', plan.warmUp, { atOnce: 2 });
    const result = { slots: lab.slots };
    if (wanted.has('cpu')) result.cpu = await measureCpu(floor, lab, plan, note);
    if (wanted.has('load')) result.load = await measureLoad(floor, lab, plan, cores, note);
    if (result.cpu && result.load) Object.assign(result.load, againstCpu(result.load, result.cpu, cores));
    if (wanted.has('arrivals'))
      result.arrivals = await measureArrivals(lab, plan, result.load.grading.median, options, note);
    if (wanted.has('latency')) result.latency = await measureLatency(lab, plan, note);
    for (const each of open) await each.close();
    return result;
  } catch (error) {
    for (const each of open) await each.kill();
    throw error;
  }
}
