import { childOf, childrenOf, valOf, type XmlNode } from '../package/xml.ts';
import { refuseClassifiedText } from '../refuse-classified.ts';
import type { ReadContent } from '../source-format.ts';
import { TextBuilder, type TextRun } from '../text-builder.ts';
import { Numbering } from './numbering.ts';
import { readRuns } from './read-runs.ts';
import { numberOf, PLAIN_STYLE, readStyles, type Style } from './styles.ts';

/** The parts of a document; null for one that is not there or broken. */
export interface DocumentParts {
  readonly document: XmlNode;
  readonly styles: XmlNode | null;
  readonly numbering: XmlNode | null;
  readonly footnotes: XmlNode | null;
  readonly endnotes: XmlNode | null;
}

/** A heading by its style that is as long as a paragraph is none. */
const LONGEST_HEADING = 60;
const MOST_COLUMNS = 63;

/** The text of a document in reading order; see `ReadContent` for its form. `warnings`: told first. Throws ReaderError where its head is marked 秘密 or above. */
export function readDocument(parts: DocumentParts, warnings: readonly string[]): ReadContent {
  const builder = new TextBuilder();
  for (const message of warnings) builder.warn('content-lost', message);
  const reader = new BodyReader(parts, builder);
  reader.read(childOf(parts.document, 'body') ?? parts.document);
  reader.tell();
  const content = builder.build();
  refuseClassifiedText(content.text);
  return content;
}

class BodyReader {
  readonly #builder: TextBuilder;
  readonly #styles: ReadonlyMap<string, Style>;
  readonly #numbering: Numbering;
  readonly #notes: Readonly<Record<'footnote' | 'endnote', ReadonlyMap<string, XmlNode>>>;
  #pictures = 0;
  #hidden = 0;
  #foreign = 0;
  #block = 0;

  constructor({ styles, numbering, footnotes, endnotes }: DocumentParts, builder: TextBuilder) {
    this.#builder = builder;
    this.#styles = readStyles(styles);
    this.#numbering = new Numbering(numbering);
    const byId = (root: XmlNode | null, name: string) =>
      new Map(childrenOf(root ?? undefined, name).map((node) => [node.attributes['id'] ?? '', node]));
    this.#notes = { footnote: byId(footnotes, 'footnote'), endnote: byId(endnotes, 'endnote') };
  }

  read(body: XmlNode): void {
    for (const node of blocksOf(body)) {
      if (node.name === 'p') this.#paragraph(node);
      else if (node.name === 'tbl') this.#table(node);
      else if (node.name === 'altChunk') this.#foreign++;
    }
  }

  tell(): void {
    const warn = (code: 'hidden-text' | 'content-lost', message: string) => this.#builder.warn(code, message);
    if (this.#hidden > 0) warn('hidden-text', `有 ${this.#hidden} 个隐藏的字没有收录`);
    if (this.#pictures > 0)
      warn('content-lost', `有 ${this.#pictures} 处图片、图表或嵌入对象没有文字，未收录`);
    if (this.#foreign > 0) warn('content-lost', `有 ${this.#foreign} 处嵌入的其他文件未收录`);
  }

  #paragraph(node: XmlNode): void {
    const { runs, heading, boxes, after } = this.#readParagraph(node);
    const location = { kind: 'block' as const, block: this.#block++ };
    const { length } = runs.map(({ text }) => text).join('');
    if (runs.some(({ text }) => text.trim() !== ''))
      this.#builder.line(runs, {
        ...(heading !== null && length <= LONGEST_HEADING && { heading }),
        location,
      });
    for (const note of after) this.#builder.line(note, { location });
    for (const box of boxes) this.read(box);
  }

  #readParagraph(node: XmlNode): {
    runs: readonly TextRun[];
    heading: number | null;
    boxes: readonly XmlNode[];
    after: readonly string[];
  } {
    const properties = childOf(node, 'pPr');
    const style = this.#styles.get(valOf(properties, 'pStyle') ?? '') ?? PLAIN_STYLE;
    const { runs, boxes, notes, pictures, hidden } = readRuns(node, style, this.#styles);
    this.#pictures += pictures;
    this.#hidden += hidden;
    const own = childOf(properties, 'numPr');
    const numId = valOf(own, 'numId') ?? style.numId;
    const isEmpty = runs.every(({ text }) => text.trim() === '');
    const number =
      numId === null || isEmpty
        ? ''
        : this.#numbering.next(numId, numberOf(valOf(own, 'ilvl')) ?? style.level ?? 0);
    const outline = numberOf(valOf(properties, 'outlineLvl'));
    return {
      runs: number === '' ? runs : [{ text: number, bold: runs[0]?.bold ?? false }, ...runs],
      heading: outline === null ? style.heading : outline < 9 ? outline + 1 : null,
      boxes,
      after: notes.flatMap(({ kind, id }) => {
        const text = this.#noteText(this.#notes[kind].get(id));
        return text === '' ? [] : [`注：${text}`];
      }),
    };
  }

  #noteText(note: XmlNode | undefined): string {
    return note
      ? blocksOf(note)
          .map((block) => this.#plain(block))
          .filter(Boolean)
          .join('')
      : '';
  }

  /** The words of a paragraph or table within a cell or a note. */
  #plain(node: XmlNode): string {
    if (node.name === 'tbl')
      return this.#rowsOf(node)
        .map((row) => row.filter((cell) => cell !== '').join(' '))
        .join('\n');
    if (node.name !== 'p') return '';
    const { runs, boxes, after } = this.#readParagraph(node);
    return [
      runs
        .map(({ text }) => text)
        .join('')
        .trim(),
      ...after,
      ...boxes.flatMap((box) => blocksOf(box).map((block) => this.#plain(block))),
    ]
      .filter(Boolean)
      .join('\n');
  }

  #table(node: XmlNode): void {
    const rows = this.#rowsOf(node);
    const block = this.#block++;
    // A frame around text is no table.
    if (rows.every((row) => row.length <= 1)) {
      for (const [cell = ''] of rows)
        for (const line of cell.split('\n')) this.#builder.line(line, { location: { kind: 'block', block } });
      return;
    }
    this.#builder.table(rows, () => ({ kind: 'block', block }));
  }

  #rowsOf(table: XmlNode): string[][] {
    return blocksOf(table)
      .filter(
        ({ name, children }) =>
          name === 'tr' &&
          !childOf(
            children.find((one) => one.name === 'trPr'),
            'del',
          ),
      )
      .map((row) => {
        const before = numberOf(valOf(childOf(row, 'trPr'), 'gridBefore')) ?? 0;
        const cells = Array.from({ length: Math.min(before, MOST_COLUMNS) }, () => '');
        for (const cell of blocksOf(row)) {
          if (cell.name !== 'tc') continue;
          const properties = childOf(cell, 'tcPr');
          const merge = childOf(properties, 'vMerge');
          const goesOn = merge !== undefined && merge.attributes['val'] !== 'restart';
          const words = blocksOf(cell)
            .map((block) => this.#plain(block))
            .filter(Boolean)
            .join('\n');
          cells.push(goesOn ? '' : words);
          const width = Math.min(numberOf(valOf(properties, 'gridSpan')) ?? 1, MOST_COLUMNS);
          for (let i = 1; i < width && cells.length < MOST_COLUMNS; i++) cells.push('');
        }
        return cells;
      });
  }
}

const WRAPPERS = new Set(['sdt', 'sdtContent', 'customXml', 'smartTag', 'ins', 'moveTo']);

/** Paragraphs, tables, rows or cells below a node, content controls and accepted insertions seen through. */
function blocksOf(node: XmlNode): XmlNode[] {
  return node.children.flatMap((child) =>
    child.name === 'AlternateContent'
      ? blocksOf(childOf(child, 'Choice') ?? childOf(child, 'Fallback') ?? child)
      : WRAPPERS.has(child.name)
        ? blocksOf(child)
        : child.name === ''
          ? []
          : [child],
  );
}
