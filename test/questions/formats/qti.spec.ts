import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { cloneRoot } from '../../../src/cli/clone.js';
import { formats } from '../../../src/questions/formats/formats.js';
import {
  childOf,
  childrenOf,
  parseXml,
  textIn,
  type XmlElement,
} from '../../../src/questions/formats/xml.js';
import { loadQuestionBank } from '../../../src/questions/load-questions.js';
import type { Question } from '../../../src/questions/question.js';
import { samples, sampleOf } from '../../support/question-files.js';

/** QTI has no reader here, so its packages are taken apart by hand: as a zip, as XML, as answers that are marked. */

const bank = await loadQuestionBank(join(cloneRoot, 'seed'));

/** By the central directory, as an unpacker does. */
function unpacked(content: string | Uint8Array): Map<string, string> {
  const zip = Buffer.from(content);
  const files = new Map<string, string>();
  const end = zip.length - 22;
  expect(zip.readUInt32LE(end)).toBe(0x06054b50);
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    expect(zip.readUInt32LE(at)).toBe(0x02014b50);
    const [sum, size, nameLength] = [
      zip.readUInt32LE(at + 16),
      zip.readUInt32LE(at + 24),
      zip.readUInt16LE(at + 28),
    ];
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const local = zip.readUInt32LE(at + 42);
    expect(zip.readUInt32LE(local)).toBe(0x04034b50);
    const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const body = zip.subarray(begin, begin + size);
    expect(crc32(body)).toBe(sum);
    files.set(name, body.toString('utf8'));
    at += 46 + nameLength;
  }
  return files;
}

const itemOf = (question: Question, keys = true): XmlElement => {
  const write = keys ? formats.qti.write : formats.qti.writePublic!;
  return parseXml(unpacked(write([question], 'en').content).get(`items/${question.slug}.xml`) ?? '');
};

function all(root: XmlElement, name: string): XmlElement[] {
  return childrenOf(root).flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);
}

it.each(['en', 'zh-CN'] as const)(
  'the whole bank in %s: every file in the manifest, every item XML',
  (locale) => {
    const files = unpacked(formats.qti.write(bank.questions, locale).content);
    const named = all(parseXml(files.get('imsmanifest.xml') ?? ''), 'file').map(
      ({ attributes }) => attributes['href'],
    );
    expect(named).toEqual([...files.keys()].filter((name) => name !== 'imsmanifest.xml'));
    expect(named.length).toBeGreaterThan(bank.questions.length);
    for (const [name, content] of files) {
      const root = parseXml(content);
      if (name === 'imsmanifest.xml') continue;
      const declared = all(root, 'responseDeclaration').map(({ attributes }) => attributes['identifier']);
      const asked = [
        'choiceInteraction',
        'textEntryInteraction',
        'inlineChoiceInteraction',
        'orderInteraction',
        'matchInteraction',
        'extendedTextInteraction',
      ].flatMap((each) => all(root, each).map(({ attributes }) => attributes['responseIdentifier']));
      expect(asked).toHaveLength(declared.length);
      expect(new Set(asked)).toEqual(new Set(declared));
    }
  },
);

it('the right answer is marked right, and shares are those of the type', () => {
  const multiple = itemOf(sampleOf('multiple-choice'));
  expect(all(multiple, 'correctResponse').flatMap((each) => childrenOf(each).map(textIn))).toEqual([
    'O1',
    'O2',
  ]);
  expect(
    all(multiple, 'mapEntry').map(({ attributes }) => [attributes['mapKey'], attributes['mappedValue']]),
  ).toEqual([
    ['O1', '0.5'],
    ['O2', '0.5'],
    ['O3', '-0.5'],
    ['O4', '-0.5'],
  ]);
  const matching = itemOf(sampleOf('matching'));
  expect(all(matching, 'correctResponse').flatMap((each) => childrenOf(each).map(textIn))).toEqual([
    'L1 R1',
    'L2 R2',
  ]);
  const short = itemOf(sampleOf('short-text'));
  expect(all(short, 'mapEntry').map(({ attributes }) => attributes)).toEqual([
    { mapKey: 'EAGAIN', mappedValue: '1', caseSensitive: 'false' },
    { mapKey: 'EWOULDBLOCK', mappedValue: '1', caseSensitive: 'false' },
  ]);
  const ordering = itemOf(sampleOf('ordering'));
  expect(all(ordering, 'correctResponse').flatMap((each) => childrenOf(each).map(textIn))).toEqual([
    'I1',
    'I2',
    'I3',
    'I4',
  ]);
});

it.each(samples().filter(({ type }) => type !== 'trace-reading'))(
  '$type without keys has none',
  (question) => {
    const item = itemOf(question, false);
    for (const name of ['correctResponse', 'mapping', 'responseProcessing', 'rubricBlock'])
      expect(all(item, name)).toEqual([]);
    expect(childOf(item, 'itemBody')).toBeDefined();
  },
);

it('the steps of an ordering do not stand in their right order', () => {
  const question = sampleOf('ordering');
  const shown = all(itemOf(question, false), 'simpleChoice').map(textIn);
  expect(shown.toSorted()).toEqual(['A', 'B', 'C', 'D']);
  expect(shown).not.toEqual(['A', 'B', 'C', 'D']);
});

it('the report names what is not in an item', () => {
  const [report] = formats.qti.write([sampleOf('single-choice')], 'en').reports;
  expect(report?.losses.flatMap(({ fields }) => fields)).toEqual(
    expect.arrayContaining(['zh-CN', 'options[].feedback', 'options[].misconception', 'sources', 'level']),
  );
});
