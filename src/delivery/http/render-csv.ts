/**
 * CSV that a Chinese Excel opens as it is: UTF-8 with byte order mark, CRLF. A cell that a spreadsheet would take for a
 * formula gets an apostrophe before it.
 */
export function renderCsv(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(renderCell).join(',')}\r\n`).join('')}`;
}

function renderCell(text: string): string {
  const cell = /^[=+\-@＝＋－＠\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
