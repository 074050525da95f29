import { childrenOf, textOf, type XmlNode } from '../package/xml.ts';
import { type Matrix, multiply, UNCHANGED } from '../page-layout/matrix.ts';
import type { PageRun } from '../page-layout/page-lines.ts';
import type { Rule } from '../page-layout/ruled-tables.ts';

/** What stands on a page; lengths in millimetres. */
export interface OfdPage {
  readonly runs: readonly PageRun[];
  readonly rules: readonly Rule[];
  /** Characters that the page does not show. */
  readonly hidden: number;
  /** Characters that the file gives as shapes alone, or without a size. */
  readonly unknown: number;
  /** Characters that run aslant, as watermarks do. */
  readonly slanted: number;
  readonly pictures: number;
}

/** A blank within a text object, in sizes of its characters, that begins another run. */
const SPLIT = 1.3;
/** Of the size of a character: what is nearer stands on it. */
const OVERPRINT = 0.2;
/** What stands in for a glyph without a character. */
const PLACEHOLDER = /[\u00a4\ue000-\uf8ff\ufffd]/gu;
const MOST_OBJECTS = 200_000;

/** Composite objects within each other. */
const DEEPEST = 8;

/** Text and lines of a page's content (GB/T 33190, 7.7, 11, 9 and 13); `composites` of the resources by their ids. */
export function readContent(content: XmlNode, composites: ReadonlyMap<string, XmlNode>): OfdPage {
  const runs: PageRun[] = [];
  const rules: Rule[] = [];
  let hidden = 0;
  let unknown = 0;
  let slanted = 0;
  let pictures = 0;
  let objects = 0;
  const walk = (node: XmlNode, frame: Matrix, depth: number): void => {
    if (objects++ > MOST_OBJECTS) return;
    const isHidden = node.attributes['Visible'] === 'false' || node.attributes['Alpha'] === '0';
    if (node.name === 'TextObject') {
      const text = childrenOf(node, 'TextCode').map(textOf).join('');
      const matrix = matrixOf(node, frame);
      unknown += text.match(PLACEHOLDER)?.length ?? 0;
      if (isHidden) hidden += text.trim().length;
      else if (Math.abs(matrix[1]) > 0.1 * Math.abs(matrix[0]) || matrix[0] <= 0)
        slanted += text.trim().length;
      else if (!(Number(node.attributes['Size'] ?? 0) > 0)) unknown += text.trim().length;
      else runs.push(...runsOf(node, matrix));
    } else if (node.name === 'PathObject') {
      if (!isHidden) rules.push(...rulesOf(node, matrixOf(node, frame)));
    } else if (node.name === 'ImageObject') {
      if (!isHidden) pictures++;
    } else if (node.name === 'CompositeObject') {
      const unit = composites.get(node.attributes['ResourceID'] ?? '');
      if (unit && !isHidden && depth < DEEPEST) walk(unit, matrixOf(node, frame), depth + 1);
    } else for (const child of node.children) walk(child, frame, depth);
  };
  walk(content, UNCHANGED, 0);
  return { runs, rules, hidden, unknown, slanted, pictures };
}

/** `matrix` leads from the object's own lengths to the page's. */
function runsOf(object: XmlNode, matrix: Matrix): PageRun[] {
  const scale = Math.hypot(matrix[2], matrix[3]);
  const unit = Number(object.attributes['Size']);
  const size = unit * scale;
  if (!(size > 0)) return [];
  const runs: PageRun[] = [];
  let x = 0;
  let y = 0;
  for (const code of childrenOf(object, 'TextCode')) {
    x = Number(code.attributes['X'] ?? x);
    y = Number(code.attributes['Y'] ?? y);
    const letters = [...textOf(code).replace(/[\r\n]/g, '')];
    const steps = deltasOf(code.attributes['DeltaX'], letters.length);
    let text = '';
    let start = x;
    let at = x;
    const close = (end: number): void => {
      const place = (px: number, py: number) => ({
        px: matrix[0] * px + matrix[2] * py + matrix[4],
        py: matrix[1] * px + matrix[3] * py + matrix[5],
      });
      const from = place(start, y);
      if (text.trim() !== '')
        runs.push({ text, x: from.px, y: from.py, width: Math.max(0, (end - start) * matrix[0]), size });
      text = '';
    };
    letters.forEach((letter, i) => {
      if (text === '') start = at;
      // The same character again at the same place makes it bold.
      const isOverprint = i > 0 && letter === letters[i - 1] && (steps[i - 1] ?? unit) < OVERPRINT * unit;
      if (!isOverprint) text += letter;
      const step = steps[i] ?? (/^[\x20-\x7e]$/.test(letter) ? unit / 2 : unit);
      if (step > SPLIT * 2 * unit) close(at + unit);
      at += step;
    });
    close(at);
  }
  return runs;
}

/** 「3.5 g 4 3.2」: distances between characters, `g n d` standing for n times d. */
function deltasOf(value: string | undefined, most: number): number[] {
  const words = (value ?? '').trim().split(/\s+/);
  const deltas: number[] = [];
  for (let i = 0; i < words.length && deltas.length < most; i++) {
    if (words[i] === 'g') {
      const count = Math.min(Number(words[i + 1]) || 0, most - deltas.length);
      for (let n = 0; n < count; n++) deltas.push(Number(words[i + 2]) || 0);
      i += 2;
    } else if (words[i] !== '') deltas.push(Number(words[i]) || 0);
  }
  return deltas;
}

/** Straight lines of a path: 「M 0 0 L 10 0 C」. */
function rulesOf(object: XmlNode, matrix: Matrix): Rule[] {
  const data = childrenOf(object, 'AbbreviatedData')
    .map(textOf)
    .join(' ')
    .trim()
    .split(/[\s,]+/);
  const rules: Rule[] = [];
  let start: readonly [number, number] = [0, 0];
  let at: readonly [number, number] = [0, 0];
  const point = (i: number): readonly [number, number] => {
    const [x, y] = [Number(data[i]), Number(data[i + 1])];
    return [matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]];
  };
  const add = ([ax, ay]: readonly [number, number], [bx, by]: readonly [number, number]): void => {
    if (Math.abs(ay - by) < FLAT && Math.abs(ax - bx) > LEAST)
      rules.push({ x0: Math.min(ax, bx), x1: Math.max(ax, bx), y0: ay, y1: ay });
    else if (Math.abs(ax - bx) < FLAT && Math.abs(ay - by) > LEAST)
      rules.push({ x0: ax, x1: ax, y0: Math.min(ay, by), y1: Math.max(ay, by) });
  };
  for (let i = 0; i < data.length; ) {
    const command = data[i++];
    if (command === 'M' || command === 'S') {
      at = start = point(i);
      i += 2;
    } else if (command === 'L') {
      const next = point(i);
      add(at, next);
      at = next;
      i += 2;
    } else if (command === 'Q' || command === 'B' || command === 'A') {
      const length = { Q: 4, B: 6, A: 7 }[command];
      at = point(i + length - 2);
      i += length;
    } else if (command === 'C') {
      add(at, start);
      at = start;
    }
  }
  return rules;
}

const FLAT = 0.3;
const LEAST = 1.5;

export function numbersOf(value: string | undefined): number[] {
  return (value ?? '').trim().split(/\s+/).map(Number).filter(Number.isFinite);
}

/** From an object's own lengths through its CTM and the corner of its boundary to the page's. */
function matrixOf({ attributes }: XmlNode, frame: Matrix): Matrix {
  const [left = 0, top = 0] = numbersOf(attributes['Boundary']);
  const own = numbersOf(attributes['CTM']);
  const moved = multiply(frame, [1, 0, 0, 1, left, top]);
  return own.length === 6 ? multiply(moved, own as unknown as Matrix) : moved;
}
