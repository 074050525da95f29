import { childOf, childrenOf, valOf, type XmlNode } from '../package/xml.ts';

/** What a paragraph or character style says, its own and of those that it is based on. */
export interface Style {
  /** Depth of a heading, from 1; null for body text. */
  readonly heading: number | null;
  readonly bold: boolean;
  readonly hidden: boolean;
  readonly numId: string | null;
  readonly level: number | null;
}

export const PLAIN_STYLE: Style = { heading: null, bold: false, hidden: false, numId: null, level: null };
const MOST_BASES = 20;
const HEADING_NAME = /^(?:heading|标题)\s*([1-9])$/iu;
const TITLE_NAME = /^(?:title|标题)$/iu;

/** Styles by their ids. */
export function readStyles(root: XmlNode | null): ReadonlyMap<string, Style> {
  const nodes = new Map(
    childrenOf(root ?? undefined, 'style').map((node) => [node.attributes['styleId'] ?? '', node]),
  );
  const resolved = new Map<string, Style>();
  const resolve = (id: string, depth: number): Style => {
    const known = resolved.get(id);
    const node = nodes.get(id);
    if (known || !node || depth > MOST_BASES) return known ?? PLAIN_STYLE;
    const base = resolve(valOf(node, 'basedOn') ?? '', depth + 1);
    const paragraph = childOf(node, 'pPr');
    const run = childOf(node, 'rPr');
    const numbering = childOf(paragraph, 'numPr');
    const style: Style = {
      heading: headingOf(node, paragraph) ?? base.heading,
      bold: isOn(run, 'b') ?? base.bold,
      hidden: isOn(run, 'vanish') ?? base.hidden,
      numId: valOf(numbering, 'numId') ?? base.numId,
      level: numberOf(valOf(numbering, 'ilvl')) ?? base.level,
    };
    resolved.set(id, style);
    return style;
  };
  for (const id of nodes.keys()) resolve(id, 0);
  return resolved;
}

function headingOf(node: XmlNode, paragraph: XmlNode | undefined): number | null {
  const outline = numberOf(valOf(paragraph, 'outlineLvl'));
  if (outline !== null) return outline < 9 ? outline + 1 : null;
  const name = valOf(node, 'name') ?? '';
  const level = HEADING_NAME.exec(name)?.[1];
  return level ? Number(level) : TITLE_NAME.test(name) ? 1 : null;
}

/** Of a switch such as `<w:b/>` or `<w:b w:val="0"/>`; null where it is not set. */
export function isOn(properties: XmlNode | undefined, name: string): boolean | null {
  const node = childOf(properties, name);
  return node ? !/^(?:0|false|off)$/i.test(node.attributes['val'] ?? '1') : null;
}

export function numberOf(value: string | undefined): number | null {
  return value !== undefined && /^\d{1,3}$/.test(value) ? Number(value) : null;
}
