import { decimal } from '../gift/write-gift.js';
import { withBlanks } from '../fitting.js';
import { nameAt, type Plain, type PlainBlank, type PlainChoice } from '../plain.js';
import { element, type XmlElement } from '../xml.js';
import { blocks, flow, inline } from './xhtml.js';

/** What is asked, in QTI’s words: where answers are given, what they may be, and what each is worth. */
export interface Interaction {
  /** In `itemBody`, after the prompt. */
  readonly body: readonly XmlElement[];
  readonly responses: readonly Response[];
}

/** One answer of an item. */
export interface Response {
  readonly id: string;
  readonly cardinality: 'single' | 'multiple' | 'ordered';
  readonly baseType: 'identifier' | 'string' | 'float' | 'directedPair';
  readonly correct: readonly string[];
  /** Worth of single values where marks are given for each; without it an answer is right or wrong. */
  readonly mapping?: {
    readonly entries: readonly (readonly [value: string, worth: number])[];
    readonly caseless?: boolean;
  };
  /** Of a number, on either side. */
  readonly tolerance?: number;
}

const el = element;
const id = (prefix: string, place: number) => `${prefix}${place + 1}`;

/** Null for an answer in words, which has no key. */
export function interactionOf(plain: Plain): Interaction {
  switch (plain.type) {
    case 'single-choice':
      return choice('RESPONSE', plain.options, false);
    case 'multiple-choice':
      return choice('RESPONSE', plain.options, true);
    case 'true-false': {
      const values = ['true', 'false'].map((text) => ({ text, correct: text === String(plain.correct) }));
      return choice('RESPONSE', values, false, false);
    }
    case 'numeric':
      return {
        body: plain.fields.map(({ label, unit }, index) =>
          el(
            'p',
            {},
            ...(label === undefined ? [] : [...inline(label), ': ']),
            el('textEntryInteraction', {
              responseIdentifier: responseId(index, plain.fields.length),
              expectedLength: '12',
            }),
            ...(unit === undefined ? [] : [` ${unit}`]),
          ),
        ),
        responses: plain.fields.map(({ answer, tolerance }, index) => ({
          id: responseId(index, plain.fields.length),
          cardinality: 'single',
          baseType: 'float',
          correct: [decimal(answer)],
          tolerance,
        })),
      };
    case 'short-text':
      return {
        body: [
          el('p', {}, el('textEntryInteraction', { responseIdentifier: 'RESPONSE', expectedLength: '30' })),
        ],
        responses: [typed('RESPONSE', plain.accept)],
      };
    case 'cloze':
      return cloze(plain.text, plain.blanks);
    case 'ordering':
      return {
        body: [
          el(
            'orderInteraction',
            { responseIdentifier: 'RESPONSE', shuffle: 'true' },
            ...plain.items.map((text, index) =>
              el('simpleChoice', { identifier: id('I', index) }, ...flow(text)),
            ),
          ),
        ],
        responses: [
          {
            id: 'RESPONSE',
            cardinality: 'ordered',
            baseType: 'identifier',
            correct: plain.order.map((place) => id('I', place)),
          },
        ],
      };
    case 'matching':
      return match(
        plain.left.map(({ text, match: place }) => ({ text, place })),
        plain.right,
      );
    case 'classification':
      return match(
        plain.rows.map(({ text, column }) => ({ text, place: column })),
        plain.columns,
      );
    case 'open':
      return {
        body: [el('extendedTextInteraction', { responseIdentifier: 'RESPONSE', expectedLines: '15' })],
        responses: [{ id: 'RESPONSE', cardinality: 'single', baseType: 'string', correct: [] }],
      };
  }
}

const responseId = (place: number, count: number) => (count === 1 ? 'RESPONSE' : id('RESPONSE_', place));

function choice(
  response: string,
  options: readonly PlainChoice[],
  several: boolean,
  shuffle = true,
): Interaction {
  const right = options.filter(({ correct }) => correct).length;
  return {
    body: [
      el(
        'choiceInteraction',
        { responseIdentifier: response, shuffle: String(shuffle), maxChoices: several ? '0' : '1' },
        ...options.map(({ text }, index) =>
          el('simpleChoice', { identifier: id('O', index) }, ...flow(text)),
        ),
      ),
    ],
    responses: [
      {
        id: response,
        cardinality: several ? 'multiple' : 'single',
        baseType: 'identifier',
        correct: options.flatMap(({ correct }, index) => (correct ? [id('O', index)] : [])),
        ...(several && {
          mapping: {
            entries: options.map(({ correct }, index): [string, number] => [
              id('O', index),
              (correct ? 1 : -1) / right,
            ]),
          },
        }),
      },
    ],
  };
}

const typed = (response: string, accept: readonly string[]): Response => ({
  id: response,
  cardinality: 'single',
  baseType: 'string',
  correct: accept.slice(0, 1),
  mapping: { entries: accept.map((text): [string, number] => [text, 1]), caseless: true },
});

/** A mark that no text has, where the interaction is put in afterwards. */
const mark = (place: number) => `\u{f0000}${place}\u{f0001}`;

function cloze(text: string, blanks: readonly PlainBlank[]): Interaction {
  const names = blanks.map((_, index) => responseId(index, blanks.length));
  const interaction = (place: number): XmlElement => {
    const blank = blanks[place];
    const responseIdentifier = names[place] ?? nameAt(place);
    return blank && 'options' in blank
      ? el(
          'inlineChoiceInteraction',
          { responseIdentifier, shuffle: 'true' },
          ...blank.options.map((option, index) =>
            el('inlineChoice', { identifier: id('O', index) }, option.text),
          ),
        )
      : el('textEntryInteraction', { responseIdentifier, expectedLength: '20' });
  };
  const put = (node: XmlElement | string): (XmlElement | string)[] =>
    typeof node === 'string'
      ? node
          .split(/\u{f0000}(\d+)\u{f0001}/u)
          .map((piece, index) => (index % 2 === 0 ? piece : interaction(Number(piece))))
      : [{ ...node, children: node.children.flatMap(put) }];
  const marked = withBlanks({ text, blanks }, (_, place) => mark(place));
  return {
    body: blocks(marked).flatMap(put) as XmlElement[],
    responses: blanks.map((blank, place) => {
      const name = names[place] ?? '';
      return 'options' in blank
        ? (choice(name, blank.options, false).responses[0] ?? typed(name, []))
        : typed(name, blank.accept);
    }),
  };
}

function match(left: readonly { text: string; place: number }[], right: readonly string[]): Interaction {
  const pairs = left.map(({ place }, index) => `${id('L', index)} ${id('R', place)}`);
  const set = (texts: readonly string[], prefix: string, most: number) =>
    el(
      'simpleMatchSet',
      {},
      ...texts.map((text, index) =>
        el(
          'simpleAssociableChoice',
          { identifier: id(prefix, index), matchMax: String(most) },
          ...inline(text.trim()),
        ),
      ),
    );
  return {
    body: [
      el(
        'matchInteraction',
        { responseIdentifier: 'RESPONSE', shuffle: 'true', maxAssociations: String(left.length) },
        set(
          left.map(({ text }) => text),
          'L',
          1,
        ),
        set(right, 'R', left.length),
      ),
    ],
    responses: [
      {
        id: 'RESPONSE',
        cardinality: 'multiple',
        baseType: 'directedPair',
        correct: pairs,
        mapping: { entries: pairs.map((pair): [string, number] => [pair, 1 / left.length]) },
      },
    ],
  };
}
