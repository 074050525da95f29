/**
 * CSV that a Chinese Excel opens as it is: UTF-8 with byte order mark, CRLF. What a spreadsheet would take for a formula gets an
 * apostrophe before it, also where another separator than the comma makes a cell begin within ours.
 */
export function renderCsv(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map(renderCsvRow).join('')}`;
}

/** One row with its line end. */
export function renderCsvRow(row: readonly string[]): string {
  return `${row.map(renderCell).join(',')}\r\n`;
}

/** Also behind blanks, which some spreadsheets trim. */
const FORMULA = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/;
/** Where Excel's separator is a semicolon or a tab it heeds no quotation mark within a cell: 「甲;=1+1」 are two cells, quoted or not. */
const LATER_FORMULA = /(?<=[;\t\r\n][\s"]*)(?=[=+\-@＝＋－＠])/g;

function renderCell(text: string): string {
  const cell = `${FORMULA.test(text) ? "'" : ''}${text.replace(LATER_FORMULA, "'")}`;
  return /[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
