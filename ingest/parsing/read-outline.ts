import { extractUnitPhrases } from '../../src/units/unit-phrases.ts';
import type { ClauseNode } from './clause-tree.ts';
import { readItemTitle } from './item-title.ts';
import type { LogicalLine } from './logical-line.ts';
import { isExpected, NO_NUMBERING, type NumberToken, readNumber, takeNumber } from './numbering.ts';
import { type DraftNode, OutlineBuilder } from './outline-builder.ts';
import { readFlatTable, readRowTable, readTableHeader } from './read-table.ts';

const ANNEX =
  /^(?:附\s*件|附\s*表|附\s*录)\s*(?<number>\d{1,2}|[一二三四五六七八九十]{1,2})?\s*(?:[:：.．、]\s*|\s+|$)(?<title>[^。]{0,60})$/;

/**
 * Builds the clause tree from the lines of the body: numbered items, bold unnumbered headings, —— items, task tables,
 * annexes. Whatever opens nothing belongs to the item above it.
 */
export function readOutline(lines: readonly LogicalLine[]): ClauseNode {
  const builder = new OutlineBuilder();
  let state = NO_NUMBERING;
  let previous: LogicalLine | null = null;
  let annexes = 0;

  const openNumbered = (line: LogicalLine): boolean => {
    const token = readNumber(line.text);
    if (!token || !accepts(token, line)) return false;
    if (isHeadingOnly(line, token) && builder.findOpenRepeat(token, line)) return true;
    state = takeNumber(state, token);
    builder.openNumbered(token, line);
    return true;
  };
  const accepts = (token: NumberToken, line: LogicalLine): boolean => {
    if (token.kind === 'ordinal') return isExpected(state, token);
    if (isExpected(state, token)) return true;
    return previous === null || line.isParted || endsSentence(previous.text);
  };

  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const header = readTableHeader(lines, i);
    if (header) {
      i =
        header.layout === 'rows'
          ? readRowTable(lines, i, header, builder) - 1
          : readFlatTable(
              lines,
              i,
              header,
              builder,
              openNumbered,
              ({ text }) => ANNEX.test(text) || /^注\s*[:：]/.test(text),
            ) - 1;
      previous = lines[i] ?? null;
      continue;
    }
    const annex = ANNEX.exec(line.text);
    if (annex && (i > 0 || !annex.groups?.['number'])) {
      if (i > 0) {
        annexes++;
        state = NO_NUMBERING;
        const node = builder.openAnnex(annexes, line);
        node.title = annex.groups?.['title']?.trim() ?? '';
        const next = lines[i + 1];
        if (
          node.title === '' &&
          next &&
          !readNumber(next.text) &&
          next.text.length <= 60 &&
          !/[。；：]$/.test(next.text) &&
          !readTableHeader(lines, i + 1)
        ) {
          node.title = next.text;
          node.lines.push(next);
          node.headingLength = Number.POSITIVE_INFINITY;
          i++;
        }
      }
    } else if (openNumbered(line)) {
      // taken as a numbered item
    } else if (isUnnumberedHeading(line)) {
      builder.openHeading(line, line.headingLevel === null ? undefined : 3.5 + line.headingLevel * 0.01);
    } else {
      builder.current.lines.push(line);
    }
    previous = line;
  }
  return finish(builder.root);
}

function endsSentence(text: string): boolean {
  return /[。；;：:！？!?”」』）)】\]》]$/.test(text) || text.length <= 30;
}

function isHeadingOnly(line: LogicalLine, token: NumberToken): boolean {
  return line.text.length - token.length <= 60 && !/[。；]$/.test(line.text);
}

/** A bold line, a paragraph that opens in bold, or a markdown heading, without number. */
function isUnnumberedHeading(line: LogicalLine): boolean {
  if (line.headingLevel !== null) return line.headingLevel >= 2;
  if (line.boldLength < 2) return false;
  return line.boldLength < line.text.length
    ? /[。：:]$|[。：:]/.test(line.text.slice(line.boldLength - 1, line.boldLength + 1))
    : line.text.length <= 60;
}

/** Titles are read once all lines of an item are known: whether a short sentence is a heading depends on what follows. */
function finish(draft: DraftNode): ClauseNode {
  const first = draft.lines[0];
  let { title, headingLength } = draft;
  if (
    first &&
    draft.kind !== 'root' &&
    draft.kind !== 'row' &&
    draft.kind !== 'row-group' &&
    draft.kind !== 'annex' &&
    title === ''
  ) {
    const numberLength = draft.headingLength;
    const text = first.text.slice(numberLength);
    const read = readItemTitle(withoutUnitTail(text), {
      boldLength: Math.max(0, first.boldLength - numberLength),
      hasMoreLines: draft.lines.length > 1 || draft.children.length > 0 || draft.cells !== null,
    });
    title = read.title.trim();
    headingLength = numberLength + read.length;
  }
  const used = new Map<string, number>();
  const children = draft.children.map((child) => {
    const count = (used.get(child.idPart) ?? 0) + 1;
    used.set(child.idPart, count);
    if (count > 1) child.idPart = `${child.idPart}~${count}`;
    return finish(child);
  });
  return {
    kind: draft.kind,
    idPart: draft.idPart,
    number: draft.number,
    title,
    headingLength,
    lines: draft.lines,
    children,
    cells: draft.cells,
  };
}

/** 「（五）完善机制（责任单位：市财政局）」: the tail is no part of the heading. */
function withoutUnitTail(text: string): string {
  const phrase = extractUnitPhrases(text, { running: false })[0];
  return phrase ? text.slice(0, phrase.span.start) : text;
}
