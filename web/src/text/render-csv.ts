/** CSV that Excel opens with its Chinese intact; a cell that a spreadsheet would take for a formula gets an apostrophe. */
export function renderCsv(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(renderCell).join(',')}\r\n`).join('')}`;
}

function renderCell(text: string): string {
  const cell = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/.test(text) ? `'${text}` : text;
  return `"${cell.replaceAll('"', '""')}"`;
}
