import type { Bilingual, Locale } from '../../../lab/bilingual.js';
import { factsOf } from '../facts.js';
import { unreadable, type Arrival, type Arrived, type Refusal } from '../format.js';
import { EmbeddedError } from '../html.js';
import { bare } from '../plain.js';
import { Notes, RefusedError } from '../reading.js';
import { Slugs } from '../slugs.js';
import { takeSources } from '../sources.js';
import { toDraft } from '../to-draft.js';
import { childOf, childrenOf, parseXml, textIn, type XmlElement } from '../xml.js';
import { readBody } from './read-body.js';
import { plainText, richText } from './texts.js';

/** Moodle XML. Each question is read by itself; categories become a note, descriptions are refused by name. */
export function readMoodle(text: string, locale: Locale): Arrived {
  let quiz: XmlElement;
  try {
    quiz = parseXml(text);
  } catch (error) {
    if (error instanceof RefusedError) return unreadable(error.why);
    throw error;
  }
  if (quiz.name !== 'quiz')
    return unreadable({
      en: `is no Moodle XML: its root is <${quiz.name}> and not <quiz>`,
      'zh-CN': `不是 Moodle XML：根元素是 <${quiz.name}>，而不是 <quiz>`,
    });
  const slugs = new Slugs();
  const arrivals: Arrival[] = [];
  const refusals: Refusal[] = [];
  let category: string | null = null;
  let number = 0;
  for (const question of childrenOf(quiz, 'question')) {
    const type = question.attributes['type'] ?? '';
    if (type === 'category') {
      category = plainText(childOf(question, 'category'));
      continue;
    }
    number += 1;
    const name = plainText(childOf(question, 'name'));
    const place = placeOf(number, name);
    try {
      arrivals.push({ place, ...read(question, type, name, slugs, locale, category) });
    } catch (error) {
      if (!(error instanceof RefusedError || error instanceof EmbeddedError)) throw error;
      refusals.push({ place, why: error.why });
    }
  }
  return { arrivals, refusals };
}

const placeOf = (number: number, name: string): Bilingual => ({
  en: `question ${number}${name === '' ? '' : ` “${name}”`}`,
  'zh-CN': `第 ${number} 题${name === '' ? '' : `“${name}”`}`,
});

function read(
  question: XmlElement,
  type: string,
  name: string,
  slugs: Slugs,
  locale: Locale,
  category: string | null,
): Pick<Arrival, 'draft' | 'losses'> {
  refuseFiles(question);
  const notes = new Notes();
  const tags = childrenOf(childOf(question, 'tags') ?? question, 'tag').map(plainText);
  const { facts, unknown } = factsOf(tags.filter((tag) => !tag.startsWith('type:')));
  for (const tag of unknown) notes.lose(`tag ${tag}`, whyTag);
  if (category !== null) notes.lose(`category ${category}`, whyCategory);
  const body = readBody(question, type, tags, notes);
  const { explanation, sources } = takeSources(
    richText(childOf(question, 'generalfeedback'), 'explanation', notes),
  );
  for (const part of ['correctfeedback', 'partiallycorrectfeedback', 'incorrectfeedback'])
    if (plainText(childOf(question, part)) !== '') notes.lose(part, whyCombined);
  const price = Number(textIn(childOf(question, 'penalty')).trim() || 'NaN');
  const idnumber = textIn(childOf(question, 'idnumber')).trim();
  const plain = {
    ...bare(slugs.next(idnumber === '' ? name : idnumber, JSON.stringify(question))),
    ...facts,
    sources,
    title: name,
    prompt: body.prompt,
    explanation,
    hints: childrenOf(question, 'hint')
      .map((hint) => ({
        text: richText(hint, 'hints[].text', notes),
        price: price >= 0 && price <= 1 ? price : undefined,
      }))
      .filter((hint) => hint.text.trim() !== ''),
    ...body.body,
  };
  return { draft: toDraft(plain, locale), losses: notes.losses() };
}

/** @throws EmbeddedError when a file comes with the question, wherever in it */
function refuseFiles(part: XmlElement): void {
  for (const child of childrenOf(part)) {
    if (child.name === 'file' || child.name === 'attachment' || child.name === 'image_base64') {
      const name = child.attributes['name'];
      throw new EmbeddedError(name === undefined ? child.name : `${child.name} name="${name.slice(0, 100)}"`);
    }
    refuseFiles(child);
  }
}

const whyTag: Bilingual = {
  en: 'is no tag that Doorbell knows; choose topics instead',
  'zh-CN': 'Doorbell 不认识的标签；请改选主题',
};
const whyCategory: Bilingual = {
  en: 'Doorbell has no categories; choose a heading and topics',
  'zh-CN': 'Doorbell 没有题目分类；请选择章节与主题',
};
const whyCombined: Bilingual = {
  en: 'said to a whole answer: Doorbell has feedback to single options, and the explanation',
  'zh-CN': '针对整份作答的反馈：Doorbell 只有针对单个选项的反馈，以及解析',
};
