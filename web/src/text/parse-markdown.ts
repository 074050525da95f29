import { type Inline, parseInline, splitCells } from './parse-inline.ts';

/** The few blocks that answers consist of. Everything is text; no HTML comes of it. */
export type Block =
  | { readonly kind: 'paragraph'; readonly content: readonly Inline[] }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly start: number;
      readonly items: readonly (readonly Inline[])[];
    }
  | {
      readonly kind: 'table';
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    };

const ITEM = /^\s*(?:(?<number>\d+)[.)]|[-*+])\s+(?<text>.*)$/;

export function parseMarkdown(markdown: string): Block[] {
  const lines = markdown.split('\n');
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at]!;
    if (line.trim() === '') {
      at++;
    } else if (isTableAt(lines, at)) {
      const end = findEnd(lines, at + 2, (row) => row.trim().startsWith('|'));
      const [head, , ...rows] = lines.slice(at, end).map((row) => splitCells(row).map(parseInline));
      blocks.push({ kind: 'table', head: head!, rows });
      at = end;
    } else if (ITEM.test(line)) {
      blocks.push(readItem(line));
      at++;
    } else {
      const end = findEnd(lines, at + 1, (next) => next.trim() !== '' && !ITEM.test(next));
      blocks.push({ kind: 'paragraph', content: parseInline(lines.slice(at, end).join('\n')) });
      at = end;
    }
  }
  return joinLists(blocks);
}

/** The blocks of several statements, each with its markers at its end; items that follow each other are one list. */
export function parseStatements(
  statements: readonly { readonly text: string; readonly markers: readonly number[] }[],
): Block[] {
  return joinLists(
    statements.flatMap(({ text, markers }) => {
      const blocks = parseMarkdown(text);
      const signs: Inline[] = markers.map((marker) => ({ kind: 'marker', marker }));
      const last = blocks.pop();
      if (!last) return blocks;
      if (signs.length === 0) return [...blocks, last];
      return [...blocks, ...addMarkers(last, signs)];
    }),
  );
}

function addMarkers(block: Block, signs: readonly Inline[]): Block[] {
  if (block.kind === 'paragraph') return [{ ...block, content: [...block.content, ...signs] }];
  if (block.kind === 'table') return [block, { kind: 'paragraph', content: signs }];
  const items = block.items.map((item, i) => (i === block.items.length - 1 ? [...item, ...signs] : item));
  return [{ ...block, items }];
}

function readItem(line: string): Block {
  const { number, text = '' } = ITEM.exec(line)!.groups!;
  return {
    kind: 'list',
    ordered: number !== undefined,
    start: Number(number ?? 1),
    items: [parseInline(text)],
  };
}

function joinLists(blocks: readonly Block[]): Block[] {
  const joined: Block[] = [];
  for (const block of blocks) {
    const last = joined.at(-1);
    if (block.kind === 'list' && last?.kind === 'list' && last.ordered === block.ordered) {
      joined[joined.length - 1] = { ...last, items: [...last.items, ...block.items] };
    } else {
      joined.push(block);
    }
  }
  return joined;
}

function isTableAt(lines: readonly string[], at: number): boolean {
  return /^\s*\|/.test(lines[at]!) && /^\s*\|(?:\s*:?-+:?\s*\|)+\s*$/.test(lines[at + 1] ?? '');
}

function findEnd(lines: readonly string[], from: number, belongs: (line: string) => boolean): number {
  let end = from;
  while (end < lines.length && belongs(lines[end]!)) end++;
  return end;
}
