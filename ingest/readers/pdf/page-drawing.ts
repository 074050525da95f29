import { getResolvedPDFJS } from 'unpdf';
import type { PDFPageProxy } from 'unpdf/pdfjs';
import { type Matrix, multiply, UNCHANGED } from '../page-layout/matrix.ts';
import type { Rule } from '../page-layout/ruled-tables.ts';

const MOST_RULES = 4000;
const SHORTEST = 4;
const SLANT = 1;

/** A rectangle on a page, in points from the upper left corner. */
export interface PageArea {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What the page shows beside its text, and how it shows its characters. */
export interface PageDrawing {
  /** Horizontal and vertical lines: strokes, and edges of what is filled. */
  readonly rules: readonly Rule[];
  readonly pictures: readonly PageArea[];
  /** Areas filled with another colour than white. */
  readonly coloured: readonly PageArea[];
  /** Every character in the order of the page's text, without blanks. */
  readonly characters: readonly ShownCharacter[];
}

export interface ShownCharacter {
  readonly text: string;
  readonly ink: 'seen' | 'white' | 'none';
}

interface GraphicsState {
  readonly matrix: Matrix;
  readonly fill: string;
  readonly mode: number;
}

/** Neither filled nor stroked (PDF 32000-1, table 106). */
const INVISIBLE = new Set([3, 7]);
/** Share of 255 from which a colour cannot be told from paper. */
const PAPER = 250;

export async function drawingOf(page: PDFPageProxy, height: number): Promise<PageDrawing> {
  const { OPS } = await getResolvedPDFJS();
  const { fnArray, argsArray } = await page.getOperatorList();
  const rules: Rule[] = [];
  const pictures: PageArea[] = [];
  const coloured: PageArea[] = [];
  const characters: ShownCharacter[] = [];
  const stack: GraphicsState[] = [];
  let state: GraphicsState = { matrix: UNCHANGED, fill: '#000000', mode: 0 };
  const place = (x: number, y: number): [number, number] => {
    const { matrix } = state;
    return [matrix[0] * x + matrix[2] * y + matrix[4], height - (matrix[1] * x + matrix[3] * y + matrix[5])];
  };
  const areaOf = (x0: number, y0: number, x1: number, y1: number): PageArea => {
    const corners = [place(x0, y0), place(x1, y0), place(x0, y1), place(x1, y1)];
    const xs = corners.map(([x]) => x);
    const ys = corners.map(([, y]) => y);
    return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
  };
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
  const fills = new Set([OPS.fill, OPS.eoFill, OPS.fillStroke, OPS.eoFillStroke, OPS.closeFillStroke]);
  const images = new Set([
    OPS.paintImageXObject,
    OPS.paintInlineImageXObject,
    OPS.paintImageMaskXObject,
    OPS.paintImageXObjectRepeat,
    OPS.paintImageMaskXObjectRepeat,
  ]);
  fnArray.forEach((fn, i) => {
    const args = argsArray[i];
    if (fn === OPS.save) stack.push(state);
    else if (fn === OPS.restore) state = stack.pop() ?? state;
    else if (fn === OPS.transform) state = { ...state, matrix: multiply(state.matrix, args as Matrix) };
    else if (fn === OPS.paintFormXObjectBegin) {
      stack.push(state);
      const [own] = args as [Matrix | null];
      if (own) state = { ...state, matrix: multiply(state.matrix, own) };
    } else if (fn === OPS.paintFormXObjectEnd) state = stack.pop() ?? state;
    else if (fn === OPS.setFillRGBColor) state = { ...state, fill: String(args[0]) };
    else if (fn === OPS.setFillColorN || fn === OPS.shadingFill) state = { ...state, fill: 'pattern' };
    else if (fn === OPS.setTextRenderingMode) state = { ...state, mode: Number(args[0]) };
    else if (images.has(fn)) pictures.push(areaOf(0, 0, 1, 1));
    else if (fn === OPS.showText) {
      const ink = INVISIBLE.has(state.mode) ? 'none' : isPaper(state.fill) ? 'white' : 'seen';
      for (const glyph of args[0] as ({ unicode?: string } | number | null)[])
        if (typeof glyph === 'object' && glyph?.unicode)
          for (const text of glyph.unicode.replace(/\s/gu, '')) characters.push({ text, ink });
    } else if (fn === OPS.constructPath) {
      const [paint, parts, bounds] = args as [
        number,
        readonly (Float32Array | null)[],
        ArrayLike<number> | null,
      ];
      if (paint === OPS.endPath) return;
      if (bounds && fills.has(paint) && !isPaper(state.fill))
        coloured.push(areaOf(bounds[0]!, bounds[1]!, bounds[2]!, bounds[3]!));
      for (const part of parts) if (part) walkPath(part, place, add);
    }
  });
  return { rules, pictures, coloured, characters };
}

function isPaper(colour: string): boolean {
  const parts = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour);
  return parts?.slice(1).every((part) => Number.parseInt(part, 16) >= PAPER) ?? false;
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
