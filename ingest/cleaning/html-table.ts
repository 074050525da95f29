const MOST_COLUMNS = 50;
const MOST_ROWS = 1000;

/** Follows the tags of a table and says what stands in place of each. */
export interface HtmlTable {
  readonly isInCell: boolean;
  take(name: string, closes: boolean, attributes: string): string;
}

/**
 * A row becomes a line, its cells apart by tabs; a cell that reaches over several rows leaves an empty cell in the rows below, as
 * a merged cell of a spreadsheet does.
 */
export function createHtmlTable(): HtmlTable {
  /** Rows that a cell above still covers, by column. */
  let covered: number[] = [];
  let column = 0;
  let written = 0;
  let isInCell = false;
  let isInRow = false;

  const skipCovered = (): void => {
    while ((covered[column] ?? 0) > 0) covered[column++]!--;
  };
  const tabsUpTo = (to: number): string => {
    const tabs = '\t'.repeat(Math.max(0, to - written));
    written = Math.max(written, to);
    return tabs;
  };
  const openCell = (attributes: string): string => {
    skipCovered();
    const tabs = tabsUpTo(column);
    const width = sizeOf(attributes, 'colspan', MOST_COLUMNS);
    const height = sizeOf(attributes, 'rowspan', MOST_ROWS);
    for (let i = 0; i < width && column < MOST_COLUMNS; i++) covered[column++] = height - 1;
    isInCell = true;
    return tabs;
  };
  /** Hand-made pages leave `</tr>` out. */
  const endRow = (): string => {
    if (!isInRow) return '';
    isInRow = false;
    isInCell = false;
    const last = column;
    skipCovered();
    const tabs = column > last ? tabsUpTo(column - 1) : '';
    column = 0;
    written = 0;
    return `${tabs}\n`;
  };
  return {
    get isInCell() {
      return isInCell;
    },
    take(name, closes, attributes) {
      if (name === 'td' || name === 'th') {
        if (!closes) {
          isInRow = true;
          return openCell(attributes);
        }
        isInCell = false;
        return '';
      }
      if (name === 'table' || name === 'caption') {
        const end = endRow();
        covered = [];
        isInCell = false;
        return `${end}\n`;
      }
      return name === 'tr' ? endRow() : '';
    },
  };
}

function sizeOf(attributes: string, name: 'rowspan' | 'colspan', most: number): number {
  const size = new RegExp(`\\b${name}\\s*=\\s*["']?(?<size>\\d{1,4})`, 'iu').exec(attributes)?.groups?.[
    'size'
  ];
  return Math.min(Math.max(Number(size ?? 1), 1), most);
}
