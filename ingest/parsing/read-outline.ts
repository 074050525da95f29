import { extractUnitPhrases } from '../../src/units/unit-phrases.ts';
import { isAnnexLine, readAnnexStart } from './annex.ts';
import type { ClauseNode } from './clause-tree.ts';
import { readArticleTitle, readItemTitle } from './item-title.ts';
import type { LogicalLine } from './logical-line.ts';
import { isExpected, NO_NUMBERING, type NumberToken, readNumber, takeNumber } from './numbering.ts';
import { type DraftNode, OutlineBuilder } from './outline-builder.ts';
import { readFlatTable } from './read-flat-table.ts';
import { readRowTable } from './read-row-table.ts';
import { readTableHeader } from './table-header.ts';

const TABLE_NOTE = /^(?:注|备注|说明)\s*[:：]/;

/**
 * Builds the clause tree from the lines of the body: numbered items, bold unnumbered headings, —— items, task tables,
 * annexes. Whatever opens nothing belongs to the item above it.
 */
export function readOutline(lines: readonly LogicalLine[]): ClauseNode {
  const builder = new OutlineBuilder();
  let state = NO_NUMBERING;
  let previous: LogicalLine | null = null;
  let annexes = 0;
  let previousWasTable = false;

  const openNumbered = (line: LogicalLine): boolean => {
    const token = readNumber(line.text);
    if (!token || !accepts(token, line)) return false;
    if (isHeadingOnly(line, token) && builder.findOpenRepeat(token, line)) return true;
    state = takeNumber(state, token);
    builder.openNumbered(token, line);
    return true;
  };
  const accepts = (token: NumberToken, line: LogicalLine): boolean => {
    if (token.kind === 'ordinal') return isExpected(state, token) && !/[；。，]二是/.test(line.text);
    if (isExpected(state, token)) return true;
    return previous === null || line.isParted || endsSentence(previous.text);
  };

  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const header = readTableHeader(lines, i);
    if (header) {
      i =
        header.layout === 'rows'
          ? readRowTable(lines, i, header, builder, openNumbered) - 1
          : readFlatTable(lines, i, header, builder, {
              openHeading: openNumbered,
              isEnd: ({ text }) => isAnnexLine(text) || TABLE_NOTE.test(text),
            }) - 1;
      previous = lines[i] ?? null;
      previousWasTable = true;
      continue;
    }
    const annex = readAnnexStart(lines, i, state);
    if (annex) {
      if (i > 0) {
        annexes = annex.number ?? annexes + 1;
        state = NO_NUMBERING;
        builder.openAnnex(annexes, annex.printed, annex.title);
      }
      i += annex.length - 1;
    } else if (builder.current.kind === 'note' && continuesNote(builder.current.lines, line)) {
      builder.current.lines.push(line);
    } else if (openNumbered(line)) {
      // taken as a numbered item
    } else if (previousWasTable && TABLE_NOTE.test(line.text)) {
      builder.openNote(line);
    } else if (isUnnumberedHeading(line)) {
      builder.openHeading(line, headingRank(line));
    } else {
      builder.current.lines.push(line);
    }
    previous = line;
    previousWasTable = false;
  }
  return finish(builder.root);
}

/** 「注：1.… ⏎ 2.…」: the next number of a note below a table. */
function continuesNote(note: readonly LogicalLine[], line: LogicalLine): boolean {
  const token = readNumber(line.text);
  return token?.kind === 'arabic' && token.value === note.length + 1;
}

function endsSentence(text: string): boolean {
  return /[。；;：:！？!?”」』）)】\]》]$/.test(text) || text.length <= 30;
}

function isHeadingOnly(line: LogicalLine, token: NumberToken): boolean {
  return line.text.length - token.length <= 60 && !/[。；]$/.test(line.text);
}

/** Markdown headings by level; a bold line stands above paragraphs that open in bold. */
function headingRank(line: LogicalLine): number {
  if (line.headingLevel !== null) return 3.5 + line.headingLevel * 0.01;
  return line.boldLength < line.text.length ? 9.5 : 9.4;
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
  const { title, headingLength } = draft.title === '' ? readTitle(draft) : draft;
  const used = new Map<string, number>();
  const children = draft.children.map((child) => {
    const count = (used.get(child.idPart) ?? 0) + 1;
    used.set(child.idPart, count);
    if (count > 1) child.idPart = `${child.idPart}~${count}`;
    return finish(child);
  });
  const { kind, idPart, number, lines, cells } = draft;
  return { kind, idPart, number, title: shortenTitle(title), headingLength, lines, children, cells };
}

/** A heading stands in the trail of everything below it. */
const LONGEST_TITLE = 200;

/** A cell or a bold stretch that is no heading by its length does not go into every trail whole. */
function shortenTitle(title: string): string {
  return title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE)}…` : title;
}

const UNTITLED_KINDS = new Set<ClauseNode['kind']>(['root', 'row', 'row-group', 'annex', 'ordinal', 'note']);

function readTitle(draft: DraftNode): { title: string; headingLength: number } {
  const first = draft.lines[0];
  if (!first || UNTITLED_KINDS.has(draft.kind)) return { title: '', headingLength: draft.headingLength };
  const text = first.text.slice(draft.headingLength);
  const heading = withoutUnitTail(text);
  const boldLength = Math.max(0, first.boldLength - draft.headingLength);
  const read =
    draft.kind === 'article'
      ? readArticleTitle(heading, boldLength)
      : readItemTitle(heading, {
          boldLength,
          hasMoreLines: draft.lines.length > 1 || draft.children.length > 0 || draft.cells !== null,
          hasUnitTail: heading.length < text.length,
        });
  return { title: read.title.trim(), headingLength: draft.headingLength + read.length };
}

/** 「（五）完善机制（责任单位：市财政局）」: the tail is no part of the heading. */
function withoutUnitTail(text: string): string {
  const phrase = extractUnitPhrases(text, { running: false })[0];
  return phrase ? text.slice(0, phrase.span.start) : text;
}
