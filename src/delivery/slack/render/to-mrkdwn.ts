import { escapeMrkdwn } from './escape-mrkdwn.ts';

/** The markdown of our statements (paragraph, list item, table; bold, escaped signs) in Slack's markup. */
export function toMrkdwn(markdown: string): string {
  const lines = markdown.split('\n');
  return lines
    .flatMap((line, i) => {
      if (!isRow(line)) return [renderLine(line)];
      if (isRule(line)) return [];
      const isHead = isRule(lines[i + 1] ?? '') && !isRow(lines[i - 1] ?? '');
      return [renderRow(line, isHead)];
    })
    .join('\n');
}

function isRow(line: string): boolean {
  return /^\s*\|.*\|\s*$/.test(line);
}

/** 「| --- | :-: |」 */
function isRule(line: string): boolean {
  return /^\s*\|(?:\s*:?-+:?\s*\|)+\s*$/.test(line);
}

/** Slack has no tables: a row is a line. */
function renderRow(line: string, isHead: boolean): string {
  const cells = line
    .trim()
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => renderInline(cell.trim().replace(/<br\s*\/?>/g, '；')));
  const row = cells.join(' ｜ ');
  return isHead ? bold(row.replaceAll('\u200b*\u200b', '')) : `• ${row}`;
}

function renderLine(line: string): string {
  const { indent = '', rest = '' } = /^(?<indent>\s*)(?<rest>.*)$/.exec(line)?.groups ?? {};
  const heading = /^#{1,6}\s+(?<title>.*)$/.exec(rest)?.groups?.['title'];
  if (heading !== undefined) return bold(renderInline(heading.replaceAll('**', '')));
  const item = /^[-*+]\s+(?<body>.*)$/.exec(rest)?.groups?.['body'];
  return item === undefined ? `${indent}${renderInline(rest)}` : `${indent}• ${renderInline(item)}`;
}

/** `**bold**` where both ends are there; a backslash gives back the sign behind it. */
function renderInline(text: string): string {
  const token = /\\(?<sign>[\\`*_[\]<>|~#+\-.)!])|\*\*(?<strong>(?:\\.|[^\\*])+)\*\*|(?<plain>[\s\S])/gu;
  let shown = '';
  let plain = '';
  const flush = () => {
    shown += escapeMrkdwn(plain);
    plain = '';
  };
  for (const { groups } of text.matchAll(token)) {
    if (groups?.['strong'] === undefined) {
      plain += groups?.['sign'] ?? groups?.['plain'] ?? '';
      continue;
    }
    flush();
    shown += bold(renderInline(groups['strong']));
  }
  flush();
  return shown;
}

/** Slack sees emphasis at the border of a word only, which Chinese does not have. */
function bold(text: string): string {
  return text === '' ? '' : `\u200b*${text}*\u200b`;
}
