/** One cell as displayed; `row` and `column` from 0, as in the file. */
export interface GridCell {
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

/** Cells that were merged, both ends counted in. */
export interface MergedRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** The visible part of one sheet. */
export interface SheetGrid {
  readonly name: string;
  /** Filled rows in order, each with its filled cells in order; hidden ones are out. */
  readonly rows: readonly (readonly GridCell[])[];
  readonly merges: readonly MergedRange[];
  readonly hiddenColumns: ReadonlySet<number>;
}
