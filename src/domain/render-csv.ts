/**
 * CSV that a Chinese Excel opens as it is: UTF-8 with byte order mark, CRLF. A cell that a spreadsheet would take for a
 * formula gets an apostrophe before it.
 */
export function renderCsv(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(renderCell).join(',')}\r\n`).join('')}`;
}

/** Also behind blanks, which some spreadsheets trim. */
const FORMULA = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/;

function renderCell(text: string): string {
  const cell = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
