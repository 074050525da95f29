/** CSV that Excel opens with its Chinese intact; what a spreadsheet would take for a formula gets an apostrophe. */
export function renderCsv(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(renderCell).join(',')}\r\n`).join('')}`;
}

/** Within a cell too: where the separator is a semicolon or a tab, 「甲;=1+1」 are two cells, quoted or not. */
function renderCell(text: string): string {
  const isFormula = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/.test(text);
  const cell = text.replace(/(?<=[;\t\r\n][\s"]*)(?=[=+\-@＝＋－＠])/g, "'");
  return `"${isFormula ? "'" : ''}${cell.replaceAll('"', '""')}"`;
}
