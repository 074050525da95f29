import type { ClauseCell } from '../../src/domain/clause.ts';
import { concatMapped, type MappedText, sourceSpanOf } from '../../src/domain/mapped-text.ts';
import type { UnitAssignment } from '../../src/domain/responsible-unit.ts';
import type { TextSpan } from '../../src/domain/text-span.ts';
import { asTold } from '../../src/units/told-duty.ts';
import type { UnitPhrase } from '../../src/units/unit-phrase.ts';
import { extractUnitPhrases } from '../../src/units/unit-phrases.ts';
import type { ClauseNode } from '../parsing/clause-tree.ts';
import { type LogicalLine, lineBreakAfter } from '../parsing/logical-line.ts';
import { assignUnits } from './assign-units.ts';
import { RECORD_COST, type RecordBudget } from './record-budget.ts';

/** What a cell takes beside its heading. */
const CELL_COST = 40;

/** A clause that was cut, before units are handed down the tree. Ids are local: without the document's. */
export interface DraftClause {
  readonly localId: string;
  readonly title: string;
  readonly path: readonly string[];
  readonly mapped: MappedText;
  readonly phrases: readonly PlacedPhrase[];
  /** Cells of a table row under headings. */
  readonly cells: readonly ClauseCell[];
  /** Table rows: the unit column decides, running text does not count. `inheritedFrom` is a local id. */
  readonly cellUnits: readonly UnitAssignment[];
  /** A time that a merged table cell says of this row. */
  readonly heldDeadline: string | null;
  /** Filled by `handDownUnits`; `inheritedFrom` is a local id. */
  inherited: UnitAssignment[];
  /** Filled by `handDownUnits` where several clauses are one printed task. */
  taskLocalId: string | null;
}

/** A unit phrase with its place in the source. */
export interface PlacedPhrase {
  readonly phrase: UnitPhrase;
  readonly source: TextSpan;
}

/** The row clause beside which a unit cell is printed, for the rows that share it. */
export type CellOwners = Map<LogicalLine, string>;

/** Lines of text as one clause; `tells` where they only tell who does what: an answer to a question, a letter. */
export function textClause(
  localId: string,
  title: string,
  path: readonly string[],
  lines: readonly LogicalLine[],
  budget: RecordBudget,
  tells = false,
  headings: readonly string[] = [],
): DraftClause {
  const mapped = joinLines(lines);
  spendOn(budget, path, mapped);
  const phrases = extractUnitPhrases(mapped.text).map((phrase) => {
    return { phrase: tells ? asTold(phrase) : phrase, source: sourceSpanOf(mapped, phrase.span) };
  });
  return {
    localId,
    title,
    path,
    mapped,
    phrases,
    cells: cellsOf(lines, headings, budget),
    cellUnits: [],
    heldDeadline: null,
    inherited: [],
    taskLocalId: null,
  };
}

export function rowClause(
  node: ClauseNode,
  ids: readonly string[],
  path: readonly string[],
  cellOwners: CellOwners,
  budget: RecordBudget,
): DraftClause {
  const localId = ids.join('.');
  const mapped = joinLines(node.lines);
  const starts = new Map<LogicalLine, number>();
  let length = 0;
  for (const line of node.lines) {
    if (!starts.has(line)) starts.set(line, length);
    length += line.text.length + 1;
  }
  spendOn(budget, path, mapped);
  const cellUnits = node.cells!.flatMap(({ line, units }) => {
    const span = sourceSpanOf(line.mapped, { start: 0, end: line.text.length });
    const start = starts.get(line);
    const textSpan = start === undefined ? null : { start, end: start + line.text.length };
    if (!cellOwners.has(line)) cellOwners.set(line, localId);
    const owner = cellOwners.get(line)!;
    const inheritedFrom = owner === localId ? null : owner;
    return assignUnits(units, { raw: line.text, span, textSpan, inheritedFrom, basis: 'assignment' }, budget);
  });
  return {
    localId,
    title: node.title,
    path,
    mapped,
    phrases: [],
    cells: cellsOf(node.lines, node.headings, budget),
    cellUnits,
    heldDeadline: node.heldDeadline,
    inherited: [],
    taskLocalId: null,
  };
}

/** Those of the joined lines that stand under a heading of their table. */
function cellsOf(
  lines: readonly LogicalLine[],
  headings: readonly string[],
  budget: RecordBudget,
): ClauseCell[] {
  const cells: ClauseCell[] = [];
  let start = 0;
  for (const [i, { text }] of lines.entries()) {
    const heading = (headings[i] ?? '').replace(/\s*<br\s*\/?>\s*/gi, '');
    if (heading !== '') {
      budget.spend(CELL_COST + heading.length);
      cells.push({ heading, start, end: start + text.length });
    }
    start += text.length + 1;
  }
  return cells;
}

function spendOn(budget: RecordBudget, path: readonly string[], mapped: MappedText): void {
  budget.spend(
    RECORD_COST + mapped.text.length + path.reduce((length, heading) => length + heading.length, 0),
  );
}

/** Paragraphs apart by one newline; it has no source of its own, for the original break may be lost. */
function joinLines(lines: readonly LogicalLine[]): MappedText {
  return concatMapped(
    lines.flatMap(({ mapped }, i) => (i === 0 ? [mapped] : [lineBreakAfter(lines[i - 1]!.mapped), mapped])),
  );
}
