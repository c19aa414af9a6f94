import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Bilingual } from '../../lab/bilingual.js';
import { errorText } from './error-text.js';
import { decodeEntities } from './html.js';
import { RefusedError } from './reading.js';

/** XML as a tree of elements, read without entities of its own and without a DTD. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
}

export const element = (
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (XmlElement | string)[]
): XmlElement => ({ name, attributes, children });

export function childrenOf(parent: XmlElement, name?: string): XmlElement[] {
  return parent.children.filter(
    (child): child is XmlElement => typeof child !== 'string' && (name === undefined || child.name === name),
  );
}

export const childOf = (parent: XmlElement | undefined, name: string): XmlElement | undefined =>
  parent && childrenOf(parent, name)[0];

/** What stands in the element itself, CDATA and all. */
export const textIn = (parent: XmlElement | undefined): string =>
  parent?.children.filter((child) => typeof child === 'string').join('') ?? '';

const deepest = 60;

/**
 * The root of a document.
 *
 * @throws RefusedError when it is no XML, or declares a document type: entities that unfold to gigabytes, or to files
 * of this machine, are declared there, and no quiz needs one
 */
export function parseXml(text: string): XmlElement {
  const body = text.replace(/^\uFEFF/, '');
  // Before the root there are only declarations, comments and space; inside, the same letters are somebody’s text.
  const prolog = /^(?:\s+|<\?[^]*?\?>|<!--[^]*?-->)*/.exec(body)?.[0].length ?? 0;
  if (/^<!(DOCTYPE|ENTITY)/i.test(body.slice(prolog, prolog + 10)))
    throw new RefusedError({
      en: 'declares a document type (<!DOCTYPE …>); documents with one are not read, since entities can be declared there. Remove it',
      'zh-CN': '含有文档类型声明（<!DOCTYPE …>）。其中可以定义实体，这类文档一律不读取；请去掉该声明',
    });
  const valid = XMLValidator.validate(body);
  if (valid !== true) {
    const { line, msg } = valid.err;
    throw new RefusedError(noXml(msg, line));
  }
  try {
    const parser = new XMLParser({
      preserveOrder: true,
      ignoreAttributes: false,
      attributeNamePrefix: '',
      parseTagValue: false,
      trimValues: false,
      cdataPropName: cdata,
      processEntities: false,
      ignoreDeclaration: true,
      ignorePiTags: true,
      maxNestedTags: deepest,
    });
    const [root, ...others] = elementsOf(parser.parse(body));
    if (root === undefined || typeof root === 'string' || others.some((each) => typeof each !== 'string'))
      throw new RefusedError(noXml('one root element is needed', 1));
    return root;
  } catch (error) {
    if (error instanceof RefusedError) throw error;
    throw new RefusedError(noXml(errorText(error)));
  }
}

function noXml(reason: string, line?: number): Bilingual {
  return {
    en: `is no XML that can be read${line === undefined ? '' : ` (line ${line})`}: ${reason}`,
    'zh-CN': `不是可以读取的 XML${line === undefined ? '' : `（第 ${line} 行）`}：${reason}`,
  };
}

const cdata = '#cdata';
const attributesKey = ':@';

function elementsOf(nodes: unknown): (XmlElement | string)[] {
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap((node: Readonly<Record<string, unknown>>): (XmlElement | string)[] => {
    const name = Object.keys(node).find((key) => key !== attributesKey);
    if (name === undefined) return [];
    if (name === '#text') return [decodeEntities(String(node[name]))];
    if (name === cdata)
      return (node[name] as { readonly '#text'?: string }[]).map((each) => each['#text'] ?? '');
    const attributes = (node[attributesKey] ?? {}) as Record<string, unknown>;
    return [
      {
        name,
        attributes: Object.fromEntries(
          Object.entries(attributes).map(([key, value]) => [key, decodeEntities(String(value))]),
        ),
        children: elementsOf(node[name]),
      },
    ];
  });
}

/** The document, with its declaration; `indented` only where space between elements means nothing. */
export function writeXml(root: XmlElement, indented = true): string {
  const builder = new XMLBuilder({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    format: indented,
    indentBy: '  ',
    suppressEmptyNode: true,
    processEntities: true,
  });
  const body = builder.build([nodeOf(root)]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${body.trim()}\n`;
}

function nodeOf(node: XmlElement | string): object {
  if (typeof node === 'string') return { '#text': printable(node) };
  return { [node.name]: node.children.map(nodeOf), [attributesKey]: node.attributes };
}

/** XML 1.0 has no way to write most control characters. */
const printable = (text: string) => text.replaceAll(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd');
