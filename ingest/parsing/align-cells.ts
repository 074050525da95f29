import { isUnitColumn, type TableColumn } from './table-columns.ts';
import { isUnitCellText } from './unit-cell.ts';

/** What a piece of a row looks like. */
type CellShape = 'units' | 'time' | 'figure' | 'stroke' | 'prose' | 'label';

/** What is expected in a column, and what it costs where nothing stands in it or more than one piece does. */
export interface ColumnForm {
  readonly fits: Readonly<Record<CellShape, number>>;
  readonly empty: number;
  readonly further: number;
}

const FITS = {
  units: { units: 3, time: -3, figure: -3, stroke: 1, prose: -4, label: -1 },
  time: { units: -3, time: 3, figure: -1, stroke: 1, prose: -2, label: -1 },
  figure: { units: -2, time: -2, figure: 3, stroke: 1, prose: -3, label: -1 },
  task: { units: -1, time: -1, figure: -1, stroke: -2, prose: 2, label: 1 },
  label: { units: -1, time: -1, figure: -1, stroke: 1, prose: 0, label: 1 },
} as const;

const TIME =
  /\d{4}\s*年|\d{4}[-./]\d{1,2}|\d{1,2}月|年底|年末|年内|月底|季度|半年|全年|每年|每月|持续|长期|常态|立即|即[日时]/;
const FIGURE = /^[≥≤><约]?\d[\d.,，%％~～—-]*[\u4e00-\u9fffa-zA-Z²³/]{0,6}$/;
const STROKE = /^(?:无|[—－–\-/]{1,3})$/;

export function isTimeCell(text: string): boolean {
  return text.length <= 24 && TIME.test(text) && !/[。；]/.test(text);
}

export function isStroke(text: string): boolean {
  return STROKE.test(text);
}

function shapeOf(text: string): CellShape {
  if (STROKE.test(text)) return 'stroke';
  if (isUnitCellText(text)) return 'units';
  if (isTimeCell(text)) return 'time';
  if (FIGURE.test(text)) return 'figure';
  return text.length > 30 || /[，。；]/.test(text) ? 'prose' : 'label';
}

/**
 * The form of each column: by its kind and, where that says nothing, by what stands in it in rows that have as many pieces as
 * there are columns.
 */
export function readColumnForms(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
): ColumnForm[] {
  const whole = rows.filter((row) => row.length === columns.length);
  const lastTask = columns.lastIndexOf('task');
  const firstUnits = columns.findIndex(isUnitColumn);
  return columns.map((column, k) => {
    if (column === 'task') return { fits: FITS.task, empty: k === lastTask ? -6 : -1.5, further: -0.5 };
    if (isUnitColumn(column))
      return { fits: FITS.units, empty: -2, further: -1.5, ...(k === firstUnits && FIRST_UNITS) };
    if (column === 'deadline') return { fits: FITS.time, empty: -1.5, further: -2 };
    const shape = mostCommon(whole.map((row) => shapeOf(row[k]!)));
    if (shape === 'prose') return { fits: FITS.task, empty: -1, further: -0.5 };
    if (shape === 'figure') return { fits: FITS.figure, empty: -1, further: -5 };
    const fits = shape === 'units' || shape === 'time' ? FITS[shape] : FITS.label;
    return { fits, empty: -1, further: -2 };
  });
}

/** The one that leads is rarely left out and rarely more than one. */
const FIRST_UNITS = { empty: -3, further: -2 } as const;

/** What more than half of them are. */
function mostCommon(shapes: readonly CellShape[]): CellShape | null {
  return shapes.find((shape) => shapes.filter((other) => other === shape).length * 2 > shapes.length) ?? null;
}

/**
 * The column of each piece of a row whose cells are apart by no more than blanks: in the order of the columns, so that what stands in
 * them fits best (Viterbi). A cell may hold several pieces or none. Time is linear in the pieces.
 */
export function alignCells(pieces: readonly string[], forms: readonly ColumnForm[]): number[] {
  const skipped = [0];
  for (const { empty } of forms) skipped.push(skipped.at(-1)! + empty);
  const skip = (from: number, to: number): number => skipped[to]! - skipped[from]!;
  let best = forms.map(() => Number.NEGATIVE_INFINITY);
  const origins: number[][] = [];
  pieces.forEach((piece, i) => {
    const shape = shapeOf(piece);
    const origin: number[] = [];
    const next = forms.map((form, k) => {
      let score = i === 0 ? skip(0, k) : best[k]! + form.further;
      origin.push(k);
      for (let from = 0; i > 0 && from < k; from++) {
        const other = best[from]! + skip(from + 1, k);
        if (other <= score) continue;
        score = other;
        origin[k] = from;
      }
      return score + form.fits[shape];
    });
    origins.push(origin);
    best = next;
  });
  const totals = best.map((score, k) => score + skip(k + 1, forms.length));
  let column = totals.indexOf(Math.max(...totals));
  const found: number[] = [];
  for (let i = pieces.length - 1; i >= 0; i--) {
    found.push(column);
    column = origins[i]![column]!;
  }
  return found.reverse();
}
