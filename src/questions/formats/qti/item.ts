import type { Locale } from '../../../lab/bilingual.js';
import type { Plain } from '../plain.js';
import { element as el, type XmlElement } from '../xml.js';
import { interactionOf, type Response } from './interactions.js';
import { blocks } from './xhtml.js';

const namespace = 'http://www.imsglobal.org/xsd/imsqti_v2p1';

/** An `assessmentItem` of QTI 2.1. Without keys it asks and does not mark: no right response, no processing. */
export function itemOf(plain: Plain, locale: Locale, keys: boolean): XmlElement {
  const { body, responses } = interactionOf(plain);
  const rubric = (view: string, markdown: string | undefined) =>
    markdown === undefined || markdown.trim() === ''
      ? []
      : [el('rubricBlock', { view }, ...blocks(markdown))];
  return el(
    'assessmentItem',
    {
      xmlns: namespace,
      identifier: plain.slug,
      title: plain.title ?? plain.slug,
      'xml:lang': locale,
      adaptive: 'false',
      timeDependent: 'false',
    },
    ...responses.map((response) => declaration(response, keys)),
    el(
      'outcomeDeclaration',
      { identifier: 'SCORE', cardinality: 'single', baseType: 'float' },
      el('defaultValue', {}, el('value', {}, '0')),
    ),
    el(
      'itemBody',
      {},
      ...blocks(plain.prompt ?? ''),
      ...body,
      ...(keys && plain.type === 'open' ? rubric('scorer', criteria(plain)) : []),
      ...(keys ? rubric('tutor', plain.explanation) : []),
    ),
    ...(keys && plain.type !== 'open'
      ? [el('responseProcessing', {}, ...responses.map((each) => processing(each, responses.length)))]
      : []),
  );
}

const criteria = ({ rubric, example }: Extract<Plain, { type: 'open' }>) =>
  [rubric.map(({ text, points }) => `- ${points}: ${text}`).join('\n'), example ?? ''].join('\n\n');

function declaration({ id, cardinality, baseType, correct, mapping }: Response, keys: boolean): XmlElement {
  const values = correct.map((value) => el('value', {}, value));
  return el(
    'responseDeclaration',
    { identifier: id, cardinality, baseType },
    ...(keys && values.length > 0 ? [el('correctResponse', {}, ...values)] : []),
    ...(keys && mapping
      ? [
          el(
            'mapping',
            { defaultValue: '0', lowerBound: '0', upperBound: '1' },
            ...mapping.entries.map(([mapKey, worth]) =>
              el('mapEntry', {
                mapKey,
                mappedValue: String(Number(worth.toFixed(6))),
                ...(mapping.caseless && { caseSensitive: 'false' }),
              }),
            ),
          ),
        ]
      : []),
  );
}

/** Each answer adds its share: as mapped, or all of it when it is right. */
function processing({ id, mapping, tolerance }: Response, count: number): XmlElement {
  const share = String(Number((1 / count).toFixed(6)));
  const worth = mapping
    ? el('product', {}, el('mapResponse', { identifier: id }), value(share))
    : value(share);
  const add = el(
    'setOutcomeValue',
    { identifier: 'SCORE' },
    el('sum', {}, el('variable', { identifier: 'SCORE' }), worth),
  );
  if (mapping)
    return el(
      'responseCondition',
      {},
      el('responseIf', {}, el('isNotNull', {}, el('variable', { identifier: id })), add),
    );
  const sides = [el('variable', { identifier: id }), el('correct', { identifier: id })];
  const right =
    tolerance === undefined
      ? el('match', {}, ...sides)
      : el('equal', { toleranceMode: 'absolute', tolerance: `${tolerance} ${tolerance}` }, ...sides);
  return el('responseCondition', {}, el('responseIf', {}, right, add));
}

const value = (number: string) => el('baseValue', { baseType: 'float' }, number);
