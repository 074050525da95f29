import type { LocatedStretch, PageBox, SourceLayout } from './source-layout.ts';
import type { TextSpan } from './text-span.ts';

/** A stretch of a document in the file that people have before them. Empty for texts, whose spans say it all. */
export interface PlaceInFile {
  /** From 1, where the stretch begins. */
  readonly page?: number;
  /** Where it stands, in reading order: shares (0 … 1) of page width and height from the upper left corner. */
  readonly boxes?: readonly BoxOnPage[];
  /** The cell where it begins; `row` and `column` from 0. */
  readonly cell?: { readonly sheet: string; readonly row: number; readonly column: number };
}

export interface BoxOnPage extends PageBox {
  readonly page: number;
}

/** Enough for a quote of any length that is shown. */
const MOST_BOXES = 200;

/** Where a span of the source stands in the file; `layout` null where the file has none. */
export function placeInFile(layout: SourceLayout | null | undefined, span: TextSpan): PlaceInFile {
  if (!layout) return {};
  let page: number | undefined;
  let cell: PlaceInFile['cell'];
  const boxes: BoxOnPage[] = [];
  const { locations } = layout;
  for (let i = firstAfter(locations, span.start); i < locations.length; i++) {
    const { start, location } = locations[i]!;
    if (start >= span.end) break;
    if (location.kind === 'cell') {
      const { sheet, row, column } = location;
      cell ??= { sheet, row, column };
    } else if (location.kind === 'page') {
      page ??= location.page;
      if (location.box && boxes.length < MOST_BOXES) boxes.push({ page: location.page, ...location.box });
    }
  }
  return { ...(page !== undefined && { page, boxes }), ...(cell && { cell }) };
}

/** The first stretch that ends behind a place. */
function firstAfter(locations: readonly LocatedStretch[], place: number): number {
  let low = 0;
  let high = locations.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (locations[middle]!.end <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}
