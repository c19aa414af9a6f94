import type { Exercise } from '../lab/exercise/exercise.js';
import { programOf } from '../lab/exercise/programs.js';
import { refuse, type Sent } from './sent.js';

/**
 * What is run for a prediction: the shipped program that it is about, never anything that was sent.
 * @throws HttpProblem validation or bad-parameter: a source, no prediction, no such program
 */
export function predictedProgram(exercise: Exercise, sent: Sent): { source: string; program: string } {
  if (sent.source !== undefined && sent.source.trim() !== '') {
    throw refuse(sent.where('source'), {
      en: 'This exercise takes no source: say by `prediction` how one of its programs waits.',
      'zh-CN': '这道题不接受源码：请用 `prediction` 说出其中一个程序怎样等待。',
    });
  }
  const names = (exercise.programs ?? []).map(({ name }) => name);
  const program = programOf(exercise, sent.program);
  if (program === null) {
    throw refuse(sent.where('program'), {
      en: `Say by \`program\` which one you predict: ${names.join(', ')}.`,
      'zh-CN': `请用 \`program\` 说明预测的是哪一个程序：${names.join('、')}。`,
    });
  }
  if (sent.prediction === null) {
    throw refuse(sent.where('prediction'), {
      en: 'Say first how the program waits, by `prediction`; then it is run.',
      'zh-CN': '请先用 `prediction` 说出程序怎样等待，然后才会运行它。',
    });
  }
  return { source: program.source, program: program.name };
}
