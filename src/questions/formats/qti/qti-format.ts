import type { Locale } from '../../../lab/bilingual.js';
import type { Question } from '../../question.js';
import { carried, reportsOf, type Why } from '../carry.js';
import type { Format, Written } from '../format.js';
import type { Plain } from '../plain.js';
import { shuffled } from '../shuffle.js';
import { element as el, writeXml } from '../xml.js';
import { zipped } from '../zip.js';
import { itemOf } from './item.js';

/**
 * QTI 2.1, out only: a content package (a zip) with one `assessmentItem` for each question and the manifest, which is
 * what learning platforms take in. What an item could not hold is told as for the other formats.
 */
export const qtiFormat: Format = {
  name: 'qti',
  mediaType: 'application/zip',
  extension: 'zip',
  read: null,
  write: (questions, locale) => qtiPackage(questions, locale ?? 'en', true),
  writePublic: (questions, locale) => qtiPackage(questions.map(shuffled), locale ?? 'en', false),
};

function qtiPackage(questions: readonly Question[], locale: Locale, keys: boolean): Written {
  const all = questions.flatMap((question) => carried(question, locale, { fit, whys }));
  const items = all.map(({ plain }) => ({
    name: `items/${plain.slug}.xml`,
    // Space between words and interactions means something.
    content: writeXml(itemOf(plain, locale, keys), false),
  }));
  return {
    content: zipped([
      { name: 'imsmanifest.xml', content: writeXml(manifest(items.map(({ name }) => name))) },
      ...items,
    ]),
    reports: reportsOf(all),
  };
}

function manifest(names: readonly string[]) {
  return el(
    'manifest',
    { xmlns: 'http://www.imsglobal.org/xsd/imscp_v1p1', identifier: 'doorbell-questions' },
    el('metadata', {}, el('schema', {}, 'IMS Content'), el('schemaversion', {}, '1.1')),
    el('organizations'),
    el(
      'resources',
      {},
      ...names.map((href, index) =>
        el(
          'resource',
          { identifier: `item-${index + 1}`, type: 'imsqti_item_xmlv2p1', href },
          el('file', { href }),
        ),
      ),
    ),
  );
}

/** An item has its title, what is asked, and one explanation for those who mark. */
function fit(plain: Plain): Plain {
  const head = {
    hints: [],
    sources: [],
    level: undefined,
    minutes: undefined,
    lecture: undefined,
    covers: [],
    conceptTest: false,
  };
  const silent = <T extends { readonly feedback?: string | undefined }>(items: readonly T[]) =>
    items.map((each) => ({ ...each, feedback: undefined }));
  switch (plain.type) {
    case 'single-choice':
    case 'multiple-choice':
      return { ...plain, ...head, options: silent(plain.options) };
    case 'true-false':
      return { ...plain, ...head, feedback: undefined };
    case 'numeric':
      return { ...plain, ...head, fields: plain.fields.map((field) => ({ ...field, wrong: [] })) };
    case 'short-text':
      return { ...plain, ...head, wrong: [] };
    case 'cloze':
      return {
        ...plain,
        ...head,
        blanks: plain.blanks.map((blank) =>
          'options' in blank ? { options: silent(blank.options) } : { ...blank, wrong: [] },
        ),
      };
    case 'open':
      return { ...plain, ...head, words: undefined, characters: undefined };
    case 'ordering':
    case 'matching':
    case 'classification':
      return { ...plain, ...head };
  }
}

const whys: readonly Why[] = [
  [
    /feedback|wrong|^traps/,
    {
      en: 'the items are written without feedback to single answers',
      'zh-CN': '写出的试题不含针对单个答案的反馈',
    },
  ],
  [/^reasons/, { en: 'the reason is not asked for', 'zh-CN': '不问理由' }],
  [
    /^(hints|sources|level|minutes|lecture|covers|conceptTest|limit)/,
    { en: 'has no place in an item of QTI', 'zh-CN': 'QTI 的试题里没有地方放' },
  ],
];
