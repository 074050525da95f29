import { XMLParser } from 'fast-xml-parser';
import { ReaderError } from '../../../src/domain/errors/reader-error.ts';

/** An element with its children in order; of text, `name` is empty. Names are without their prefix. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  readonly text: string;
}

const PARSER = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
});
const ATTRIBUTES = ':@';
const DECLARES = /<!(?:DOCTYPE|ENTITY)/i;
/** Elements within each other. */
const DEEPEST = 200;

/** The root element of a part. Throws ReaderError where it is no XML, declares entities, or is nested without end. */
export function parseXml(bytes: Uint8Array): XmlNode {
  const text = decode(bytes);
  if (DECLARES.test(text)) throw new ReaderError('文件内含实体声明，未读取');
  let parsed: unknown;
  try {
    parsed = PARSER.parse(text);
  } catch (error) {
    throw new ReaderError('文件内部的 XML 已损坏', { cause: error });
  }
  const root = toNodes(parsed, 0).find(({ name }) => name !== '' && !name.startsWith('?'));
  if (!root) throw new ReaderError('文件内部的 XML 为空');
  return root;
}

function decode(bytes: Uint8Array): string {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0x3c && bytes[1] === 0);
  return new TextDecoder(isWide ? 'utf-16le' : 'utf-8').decode(bytes);
}

function toNodes(parsed: unknown, depth: number): XmlNode[] {
  if (!Array.isArray(parsed)) return [];
  if (depth > DEEPEST) throw new ReaderError('文件内部嵌套过深');
  return parsed.map((one: Record<string, unknown>) => {
    const name = Object.keys(one).find((key) => key !== ATTRIBUTES) ?? '';
    if (name === '#text') return { name: '', attributes: {}, children: [], text: String(one[name]) };
    return {
      name,
      attributes: (one[ATTRIBUTES] ?? {}) as Record<string, string>,
      children: toNodes(one[name], depth + 1),
      text: '',
    };
  });
}

export function childOf(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find((child) => child.name === name);
}

export function childrenOf(node: XmlNode | undefined, name: string): XmlNode[] {
  return node?.children.filter((child) => child.name === name) ?? [];
}

/** Of `<w:ilvl w:val="2"/>` below a node: "2"; undefined where there is none. */
export function valOf(node: XmlNode | undefined, name: string): string | undefined {
  return childOf(node, name)?.attributes['val'];
}

/** All text below a node. */
export function textOf(node: XmlNode): string {
  return node.text + node.children.map(textOf).join('');
}
