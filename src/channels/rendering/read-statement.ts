/** A run of plain text; `isStrong` where it is to stand out. */
export interface TextRun {
  readonly text: string;
  readonly isStrong: boolean;
}

/** One line: what stands before it (「• 」, 「2. 」 or nothing) and its runs. */
export interface TextLine {
  readonly bullet: string;
  readonly runs: readonly TextRun[];
}

const ITEM = /^\s*(?:(?<number>\d+)[.)]|[-*+])\s+(?<text>.*)$/;
const RULER = /^\s*\|(?:\s*:?-+:?\s*\|)+\s*$/;
const SIGN =
  /\\(?<escaped>[\\`*_[\]<>|~#+\-.)!])|\*\*(?<strong>(?:\\.|[^*\\])+)\*\*|\[(?<label>(?:\\.|[^\]\\])+)\]\(\/clause\/[^\s()]+\)/g;

/**
 * Reads the markdown that statements consist of into plain lines, for channels with another markdown or none: escapes are undone, links
 * to clauses become their text, and each row of a table becomes an item 「• 任务：智慧管网；牵头单位：市水务局」.
 */
export function readStatement(markdown: string): TextLine[] {
  const lines = markdown.split('\n');
  const read: TextLine[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    if (line.trim() === '') continue;
    if (isRow(line) && RULER.test(lines[at + 1] ?? '')) {
      const head = splitCells(line);
      for (at += 2; at < lines.length && isRow(lines[at]!); at++) read.push(readRow(head, lines[at]!));
      at--;
      continue;
    }
    const { number, text } = ITEM.exec(line)?.groups ?? {};
    const bullet = text === undefined ? '' : number === undefined ? '• ' : `${number}. `;
    read.push({ bullet, runs: readRuns(text ?? line) });
  }
  return read;
}

function isRow(line: string): boolean {
  return line.trim().startsWith('|');
}

function readRow(head: readonly string[], row: string): TextLine {
  const cells = splitCells(row).flatMap((cell, i) => (cell === '' ? [] : [{ name: head[i] ?? '', cell }]));
  const runs = cells.flatMap(({ name, cell }, i) => [
    ...(i > 0 ? [{ text: '；', isStrong: false }] : []),
    ...readRuns(name === '' ? cell : `${name}：${cell}`),
  ]);
  return { bullet: '• ', runs };
}

/** An escaped bar belongs to its cell. */
function splitCells(row: string): string[] {
  const inner = row
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim());
}

function readRuns(markdown: string): TextRun[] {
  const runs: TextRun[] = [];
  let text = '';
  let end = 0;
  for (const match of markdown.matchAll(SIGN)) {
    const { escaped, strong, label } = match.groups!;
    text += markdown.slice(end, match.index);
    end = match.index + match[0].length;
    if (escaped !== undefined) text += escaped;
    else if (label !== undefined) text += plain(label);
    else {
      if (text !== '') runs.push({ text, isStrong: false });
      text = '';
      runs.push({ text: plain(strong!), isStrong: true });
    }
  }
  text += markdown.slice(end);
  if (text !== '') runs.push({ text, isStrong: false });
  return runs;
}

function plain(markdown: string): string {
  return readRuns(markdown)
    .map(({ text }) => text)
    .join('');
}
