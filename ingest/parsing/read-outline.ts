import { isAnnexLine, readAnnexStart } from './annex.ts';
import type { ClauseNode } from './clause-tree.ts';
import { finishOutline } from './finish-outline.ts';
import { addFlatGrid } from './flat-grid.ts';
import { type Landmarks, NO_LANDMARKS } from './landmarks.ts';
import { closesAnswers, closesDocument, findEndedList, namesContact, readGroupTitle } from './list-end.ts';
import type { LogicalLine } from './logical-line.ts';
import { findClosingNotes } from './notes.ts';
import { type NumberToken, readDueNumber, readNumber } from './numbering.ts';
import { createNumbersAhead } from './numbers-ahead.ts';
import { OutlineBuilder, rankInAnswer } from './outline-builder.ts';
import { OutlineNumbering } from './outline-numbering.ts';
import { addRaggedGrid } from './ragged-grid.ts';
import { readFlatTable } from './read-flat-table.ts';
import { readRowTable } from './read-row-table.ts';
import { createCaptionFinder } from './table-caption.ts';
import { readTableHeader, type TableHeader } from './table-header.ts';

const TABLE_NOTE = /^(?:注|备注|说明)\s*[:：]/;
/** So many last lines may say whom to ask. */
const MOST_CONTACTS = 3;
/** Deeper than any number. */
const ANY_RANK = 99;

/**
 * Builds the clause tree from the lines of the body: numbered items, questions with their answers, unnumbered headings, —— items, task
 * tables, annexes; `carried` opens what a notice above it carries. Whatever opens nothing belongs to the item above it, or to what a list that has ended stands in.
 */
export function readOutline(
  lines: readonly LogicalLine[],
  landmarks: Landmarks = NO_LANDMARKS,
  carried: LogicalLine | null = null,
): ClauseNode {
  const { questions, groupHeadings } = landmarks;
  const builder = new OutlineBuilder();
  const numbering = new OutlineNumbering();
  const nextAt = createNumbersAhead(
    lines,
    (line) => (questions.has(line) && !readNumber(line.text)) || isAnnexLine(line.text),
  );
  let previous: LogicalLine | null = null;
  let annexes = 0;
  let previousWasTable = false;
  const closingNotes = findClosingNotes(lines);

  const openNumbered = (line: LogicalLine, next?: LogicalLine): boolean => {
    const token = readDueNumber(line.text, numbering.state);
    if (!token || (token.kind === 'ordinal' && isInAnswer())) return false;
    const isQuestion = questions.has(line);
    const isAbove = next !== undefined && questions.has(next) && isHeadingOnly(line, token);
    if (numbering.isInAnswer && (isQuestion || numbering.goesOnOutside(token, isAbove)))
      numbering.leaveAnswer();
    if (!accepts(token, line)) return false;
    if (isHeadingOnly(line, token) && builder.findOpenRepeat(token, line)) return true;
    numbering.take(token);
    const node = builder.openNumbered(token, line, rankHere(token.rank));
    node.asks = isQuestion;
    if (isQuestion) numbering.openAnswer();
    return true;
  };
  const openUnnumbered = (line: LogicalLine): void => {
    builder.openHeading(line, headingRank(line));
    if (!builder.isInQuestion) numbering.leaveAnswer();
  };
  const openSection = (line: LogicalLine): boolean => {
    if (openNumbered(line)) return true;
    if (line.headingLevel === null || !isUnnumberedHeading(line)) return false;
    openUnnumbered(line);
    return true;
  };
  const isInAnswer = (): boolean => numbering.isInAnswer;
  const rankHere = (rank: number): number => (numbering.isInAnswer ? rankInAnswer(rank) : rank);
  const accepts = (token: NumberToken, line: LogicalLine): boolean => {
    if (token.kind === 'ordinal') return numbering.isExpected(token) && !/[；。，]二是/.test(line.text);
    if (numbering.isExpected(token)) return true;
    return previous === null || line.isParted || endsSentence(previous.text);
  };
  const openHeading = (line: LogicalLine, next: LogicalLine | undefined): boolean => {
    const rank = groupHeadings.get(line);
    if (rank !== undefined) {
      if (next && questions.has(next)) numbering.leaveAnswer();
      builder.openGroup(line, rankHere(rank));
      numbering.endLists(rank);
    } else if (isUnnumberedHeading(line) && !(numbering.isInAnswer && isBoldLabel(line))) {
      openUnnumbered(line);
    } else return false;
    return true;
  };
  /** A paragraph behind the last member of a list, or behind the last item of all. */
  const openBehindList = (line: LogicalLine, i: number): boolean => {
    const ended = findEndedList(builder.open, line, (rank) => nextAt(i, rank));
    if (ended) {
      const group = readNumber(lines[i + 1]?.text ?? '')?.value === 1 ? readGroupTitle(line.text) : '';
      builder.openParagraph(ended.owner, line, group);
      numbering.endLists(ended.member.rank);
      return true;
    }
    if (nextAt(i, ANY_RANK)) return false;
    const closes =
      numbering.isInAnswer || builder.isInQuestion ? closesAnswers(line) : closesDocument(builder.open, line);
    if (!closes) return false;
    builder.openClosing(line);
    return true;
  };

  const captionOf = createCaptionFinder(lines);
  const readTable = (header: TableHeader, at: number): number => {
    const caption = captionOf(at);
    if (caption && builder.takeLastLines(caption.lines)) {
      if (caption.isCategory) builder.openCategory(caption.lines[0]!);
      else builder.openCaption(caption.title);
    }
    switch (header.layout) {
      case 'rows':
        return readRowTable(lines, at, header, builder, openSection);
      case 'grid':
        return addFlatGrid(lines, at, header, builder, openNumbered);
      case 'ragged':
        return addRaggedGrid(lines, at, header, builder);
      default:
        return readFlatTable(lines, at, header, builder, {
          openHeading: openNumbered,
          isEnd: ({ text }) => isAnnexLine(text) || TABLE_NOTE.test(text),
        });
    }
  };

  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const next = lines[i + 1];
    const header = readTableHeader(lines, i);
    if (header) {
      i = readTable(header, i) - 1;
      previous = lines[i] ?? null;
      previousWasTable = true;
      continue;
    }
    if (previousWasTable && !TABLE_NOTE.test(line.text)) builder.closeCaption();
    const annex = groupHeadings.has(line) ? null : readAnnexStart(lines, i, numbering.state);
    if (annex) {
      if (i > 0) {
        annexes = annex.number ?? annexes + 1;
        numbering.restart();
        builder.openAnnex(annexes, annex.printed, annex.title);
      }
      i += annex.length - 1;
    } else if (
      i >= lines.length - MOST_CONTACTS &&
      i > 0 &&
      line.isParted &&
      !nextAt(i, ANY_RANK) &&
      namesContact(line)
    ) {
      builder.openClosing(line);
    } else if (previousWasTable && TABLE_NOTE.test(line.text)) {
      builder.openTableNote(line);
    } else if (closingNotes.has(i)) {
      builder.openNote(line);
    } else if (builder.current.kind === 'note' && continuesNote(builder.current.lines, line)) {
      builder.current.lines.push(line);
    } else if (line === carried) {
      builder.openPreamble(line);
    } else if (openNumbered(line, next)) {
      // taken as a numbered item
    } else if (questions.has(line)) {
      builder.openQuestion(line);
      numbering.openAnswer();
    } else if (!openHeading(line, next) && !openBehindList(line, i)) {
      builder.current.lines.push(line);
    }
    previous = line;
    previousWasTable = false;
  }
  return finishOutline(builder.root);
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

/** 「**负责人：**…」 in an answer is who speaks, 「**申请条件：**…」 a part of it. */
function isBoldLabel({ text, boldLength, headingLevel }: LogicalLine): boolean {
  return headingLevel === null && /^[^：:。]{1,16}[：:]/.test(text.slice(0, boldLength + 1));
}

/** A bold line, a paragraph that opens in bold, or a markdown heading, without number. */
function isUnnumberedHeading(line: LogicalLine): boolean {
  if (line.headingLevel !== null) return line.headingLevel >= 2;
  if (line.boldLength < 2) return false;
  return line.boldLength < line.text.length
    ? /[。：:]$|[。：:]/.test(line.text.slice(line.boldLength - 1, line.boldLength + 1))
    : line.text.length <= 60;
}
