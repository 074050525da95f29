import type { LayoutMark, LocatedStretch } from '../../../src/domain/source-layout.ts';
import type { GridCell, SheetGrid } from './sheet-grid.ts';
import { type SheetLine, sheetLines } from './sheet-lines.ts';

export interface SheetText {
  readonly text: string;
  readonly locations: readonly LocatedStretch[];
  readonly marks: readonly LayoutMark[];
}

/** Names that programs give by themselves. */
const DEFAULT_NAME = /^(?:sheet|工作表|表)\s*\d*$/iu;

/**
 * Sheets one below the other: lines above and below a table as they are, rows with tabs. Of several sheets each has its name above its table, the
 * first one below the document's title.
 */
export function writeSheets(sheets: readonly SheetGrid[]): SheetText {
  const pieces: string[] = [];
  let length = 0;
  let isBelowBlank = true;
  const locations: LocatedStretch[] = [];
  const marks: LayoutMark[] = [];
  const put = (piece: string): void => {
    pieces.push(piece);
    length += piece.length;
  };
  const putCell = (cell: GridCell, sheet: string, content: string): void => {
    const { row, column } = cell;
    locations.push({
      start: length,
      end: length + content.length,
      location: { kind: 'cell', sheet, row, column },
    });
    put(content);
  };
  const endLine = (): void => {
    put('\n');
    isBelowBlank = false;
  };
  const part = (): void => {
    if (!isBelowBlank) put('\n');
    isBelowBlank = true;
  };
  for (const [k, sheet] of sheets.entries()) {
    const lines = sheetLines(sheet);
    let name = sheets.length > 1 ? nameToPrint(sheet, lines) : '';
    let isTable = false;
    part();
    for (const line of lines) {
      const isRow = line.kind === 'row';
      if (isRow !== isTable || line.isParted) part();
      isTable = isRow;
      if (name !== '' && (k > 0 || isRow)) {
        marks.push({ kind: 'heading', level: 2, span: { start: length, end: length + name.length } });
        put(name);
        endLine();
        part();
        name = '';
      }
      if (line.kind === 'plain') putCell(line.cell, sheet.name, line.cell.text.replace(/\s*\n\s*/gu, '\n'));
      else {
        let column = 0;
        for (const cell of line.cells) {
          put('\t'.repeat(Math.max(0, cell.place - column)));
          column = cell.place;
          putCell(cell, sheet.name, cell.text.replace(/\s*\n\s*/gu, '<br>'));
        }
        put('\t'.repeat(Math.max(0, line.width - 1 - column)));
      }
      endLine();
    }
  }
  return { text: pieces.join(''), locations, marks };
}

/** Empty where the name says nothing, or the first line says it. */
function nameToPrint({ name }: SheetGrid, lines: readonly SheetLine[]): string {
  const [first] = lines;
  const isSaid =
    first?.kind === 'plain' && first.cell.text.replace(/\s/gu, '').includes(name.replace(/\s/gu, ''));
  return DEFAULT_NAME.test(name.trim()) || isSaid ? '' : name.trim();
}
