import { complaintOf, freshSource, from } from './sources.mjs';

/**
 * The lab as the service has it; one operation, `grading`: the whole of it.
 *
 * @param options `program` and `slots` as openLab takes them, where they are not the usual
 */
export async function openLabSide({ dist, dataDirectory, program, slots }, exercise, text) {
  const { openLab } = await from(dist, 'open-lab.js');
  const onFault = (error) => console.error(error);
  const lab = await openLab({ dataDirectory, onFault, program, slots });
  return {
    slots: lab.slots,
    operations: {
      async grading(number) {
        const report = await lab.run({ exercise, source: freshSource(text, number), seed: number });
        return { ...report.durations, output: report.output.text, complaint: complaintOf(report) };
      },
    },
    close: () => lab.close(),
  };
}
