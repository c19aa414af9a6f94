import { nameAt, type PlainBlank, type PlainBody } from '../plain.js';
import { type Notes, RefusedError } from '../reading.js';
import { childOf, childrenOf, textIn, type XmlElement } from '../xml.js';
import { plainText } from './texts.js';

/**
 * “Drag and drop into text” and “select missing words”: `[[2]]` in the text is where the second choice belongs, and
 * the other choices of its group are what else may be taken.
 *
 * @throws RefusedError
 */
export function dragIntoText(
  question: XmlElement,
  text: string,
  notes: Notes,
): { prompt: string; body: PlainBody } {
  const choices = [...childrenOf(question, 'dragbox'), ...childrenOf(question, 'selectoption')].map(
    (each) => ({
      text: plainText(each),
      group: textIn(childOf(each, 'group')).trim(),
      endless: childOf(each, 'infinite') !== undefined,
    }),
  );
  const blanks: PlainBlank[] = [];
  const filled = text.replaceAll(/\\?\[\\?\[(\d{1,2})\]\]/g, (_, digits: string) => {
    const right = choices[Number(digits) - 1];
    if (!right)
      throw new RefusedError({
        en: `has [[${digits}]] in its text, and no choice with this number`,
        'zh-CN': `正文里有 [[${digits}]]，却没有对应编号的选项`,
      });
    blanks.push({
      options: choices
        .filter(({ group }) => group === right.group)
        .map((choice) => ({ text: choice.text, correct: choice === right })),
    });
    return `{{${nameAt(blanks.length - 1)}}}`;
  });
  if (blanks.length === 0)
    throw new RefusedError({ en: 'has no [[1]] in its text', 'zh-CN': '正文里没有 [[1]] 这样的空位' });
  if (choices.some(({ endless }) => !endless) && blanks.length > 1)
    notes.lose('infinite', {
      en: 'here every choice can be taken more than once',
      'zh-CN': '在这里每个选项都可以重复使用',
    });
  return { prompt: '', body: { type: 'cloze', text: filled, blanks } };
}
