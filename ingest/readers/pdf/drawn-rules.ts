import { getResolvedPDFJS } from 'unpdf';
import type { PDFPageProxy } from 'unpdf/pdfjs';
import { type Matrix, multiply } from '../page-layout/matrix.ts';
import type { Rule } from '../page-layout/ruled-tables.ts';

const MOST_RULES = 4000;
const SHORTEST = 4;
const SLANT = 1;

/** Horizontal and vertical lines of a page: strokes, and edges of what is filled. Empty where they cannot be told. */
export async function rulesOf(page: PDFPageProxy, height: number): Promise<Rule[]> {
  const { OPS } = await getResolvedPDFJS();
  const { fnArray, argsArray } = await page.getOperatorList();
  const rules: Rule[] = [];
  const stack: Matrix[] = [];
  let matrix: Matrix = [1, 0, 0, 1, 0, 0];
  const place = (x: number, y: number): [number, number] => [
    matrix[0] * x + matrix[2] * y + matrix[4],
    height - (matrix[1] * x + matrix[3] * y + matrix[5]),
  ];
  const add = ([ax, ay]: [number, number], [bx, by]: [number, number]): void => {
    const isLevel = Math.abs(ay - by) <= SLANT;
    const isUpright = Math.abs(ax - bx) <= SLANT;
    if (isLevel === isUpright || Math.hypot(ax - bx, ay - by) < SHORTEST || rules.length >= MOST_RULES)
      return;
    const middle = (a: number, b: number) => (a + b) / 2;
    rules.push(
      isLevel
        ? { x0: Math.min(ax, bx), x1: Math.max(ax, bx), y0: middle(ay, by), y1: middle(ay, by) }
        : { x0: middle(ax, bx), x1: middle(ax, bx), y0: Math.min(ay, by), y1: Math.max(ay, by) },
    );
  };
  fnArray.forEach((fn, i) => {
    if (fn === OPS.save) stack.push(matrix);
    else if (fn === OPS.restore) matrix = stack.pop() ?? matrix;
    else if (fn === OPS.transform) matrix = multiply(matrix, argsArray[i] as Matrix);
    else if (fn === OPS.paintFormXObjectBegin) {
      stack.push(matrix);
      const [own] = argsArray[i] as [Matrix | null];
      if (own) matrix = multiply(matrix, own);
    } else if (fn === OPS.paintFormXObjectEnd) matrix = stack.pop() ?? matrix;
    else if (fn === OPS.constructPath) {
      const [paint, parts] = argsArray[i] as [number, readonly (Float32Array | null)[]];
      if (paint === OPS.endPath) return;
      for (const part of parts) if (part) walkPath(part, place, add);
    }
  });
  return rules;
}

/** Of a path as pdf.js packs it: 0 x y moves, 1 x y draws a line, 2 and 3 a curve, 4 goes back to the start. */
function walkPath(
  path: ArrayLike<number>,
  place: (x: number, y: number) => [number, number],
  add: (from: [number, number], to: [number, number]) => void,
): void {
  let start: [number, number] = [0, 0];
  let at: [number, number] = [0, 0];
  for (let i = 0; i < path.length; ) {
    const kind = path[i++];
    if (kind === 0 || kind === 1) {
      const next = place(path[i]!, path[i + 1]!);
      i += 2;
      if (kind === 1) add(at, next);
      else start = next;
      at = next;
    } else if (kind === 2 || kind === 3) {
      const length = kind === 2 ? 6 : 4;
      at = place(path[i + length - 2]!, path[i + length - 1]!);
      i += length;
    } else if (kind === 4) {
      add(at, start);
      at = start;
    } else return;
  }
}

/** Node 20 lacks it; pdf.js takes images apart with it. */
export function provideTransfer(): void {
  if ('transferToFixedLength' in ArrayBuffer.prototype) return;
  Object.defineProperty(ArrayBuffer.prototype, 'transferToFixedLength', {
    value(this: ArrayBuffer, length = this.byteLength) {
      const copy = new Uint8Array(length);
      copy.set(new Uint8Array(this).subarray(0, length));
      return copy.buffer;
    },
  });
}
