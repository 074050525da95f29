import { childOf, textOf, valOf, type XmlNode } from '../package/xml.ts';
import type { TextRun } from '../text-builder.ts';
import { isOn, PLAIN_STYLE, type Style } from './styles.ts';

/** What a paragraph holds besides its words. */
export interface ParagraphContent {
  readonly runs: readonly TextRun[];
  /** Bodies of text boxes that are anchored in it. */
  readonly boxes: readonly XmlNode[];
  /** Ids of the notes that it refers to: footnote 2, endnote 1. */
  readonly notes: readonly { readonly kind: 'footnote' | 'endnote'; readonly id: string }[];
  readonly pictures: number;
  /** Characters that no reader of the document sees. */
  readonly hidden: number;
}

/** Left out: what was deleted or moved away, comments, instructions of fields, properties. */
const LEFT_OUT = new Set([
  'del',
  'moveFrom',
  'pPr',
  'rPr',
  'instrText',
  'delText',
  'commentReference',
  'annotationRef',
]);
/** Elements that stand for a character; one of a symbol font cannot be told. */
const SIGNS: Readonly<Record<string, string>> = {
  tab: '　',
  br: '\n',
  cr: '\n',
  noBreakHyphen: '-',
  sym: '□',
};
const PICTURES = new Set(['pic', 'imagedata', 'chart', 'OLEObject', 'relIds']);

/** The words of a paragraph with tracked changes accepted. `styles`: of paragraphs and characters, by id. */
export function readRuns(
  paragraph: XmlNode,
  style: Style,
  styles: ReadonlyMap<string, Style>,
): ParagraphContent {
  const runs: TextRun[] = [];
  const boxes: XmlNode[] = [];
  const notes: { kind: 'footnote' | 'endnote'; id: string }[] = [];
  let pictures = 0;
  let hidden = 0;
  const write = (text: string, bold: boolean): void => {
    const last = runs.at(-1);
    if (last && last.bold === bold) runs[runs.length - 1] = { text: last.text + text, bold };
    else runs.push({ text, bold });
  };
  const readRun = (run: XmlNode): void => {
    const properties = childOf(run, 'rPr');
    const own = styles.get(valOf(properties, 'rStyle') ?? '') ?? PLAIN_STYLE;
    const isHidden = isOn(properties, 'vanish') ?? (own.hidden || style.hidden);
    const bold = isOn(properties, 'b') ?? (own.bold || style.bold);
    for (const node of run.children) {
      if (node.name === 't') {
        if (isHidden) hidden += textOf(node).length;
        else write(textOf(node), bold);
      } else if (!isHidden) readOther(node, bold);
    }
  };
  const readOther = (node: XmlNode, bold: boolean): void => {
    const words = SIGNS[node.name];
    if (words !== undefined) {
      if (node.name !== 'br' || (node.attributes['type'] ?? 'textWrapping') === 'textWrapping')
        write(words, bold);
    } else if (node.name === 'footnoteReference' || node.name === 'endnoteReference') {
      const kind = node.name === 'footnoteReference' ? 'footnote' : 'endnote';
      notes.push({ kind, id: node.attributes['id'] ?? '' });
    } else readDrawing(node);
  };
  const readDrawing = (node: XmlNode): void => {
    if (node.name === 'txbxContent') {
      boxes.push(node);
      return;
    }
    if (PICTURES.has(node.name)) pictures++;
    const shown =
      node.name === 'AlternateContent' ? (childOf(node, 'Choice') ?? childOf(node, 'Fallback')) : node;
    for (const child of shown?.children ?? []) readDrawing(child);
  };
  const walk = (node: XmlNode): void => {
    if (LEFT_OUT.has(node.name)) return;
    if (node.name === 'r') readRun(node);
    else if (node.name === 'oMath') write(mathOf(node), false);
    else if (node.name === 'AlternateContent') readDrawing(node);
    else for (const child of node.children) walk(child);
  };
  for (const child of paragraph.children) walk(child);
  return { runs, boxes, notes, pictures, hidden };
}

/** The characters of a formula in their order: a/b of a fraction. */
function mathOf(node: XmlNode): string {
  if (node.name === 't') return textOf(node);
  if (node.name === 'f') return node.children.map(mathOf).filter(Boolean).join('/');
  return node.children.map(mathOf).join('');
}
